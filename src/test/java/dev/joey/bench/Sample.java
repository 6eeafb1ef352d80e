package dev.joey.bench;

import java.util.Arrays;
import java.util.Locale;

/** Measurements of one thing, in milliseconds. */
record Sample(double[] milliseconds) {
    Sample {
        milliseconds = milliseconds.clone();
        Arrays.sort(milliseconds);
    }

    /** How many measurements to take, and what to measure; the first few are thrown away. */
    static Sample of(int rounds, Runnable work) {
        for (int i = 0; i < Math.max(3, rounds / 10); i++) {
            work.run();
        }
        double[] taken = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            taken[i] = time(work);
        }
        return new Sample(taken);
    }

    static double time(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e6;
    }

    /** The value that {@code percent} of the measurements do not exceed. */
    double percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * milliseconds.length);
        return milliseconds[Math.max(0, rank - 1)];
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f  p95 %.1f  p99 %.1f",
                percentile(50),
                percentile(95),
                percentile(99));
    }
}
