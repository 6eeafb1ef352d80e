package dev.joey.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process takes. Source: proc_pid_status(5), proc_pid_stat(5). */
final class Usage {
    private static final double TICKS_PER_SECOND = 100;

    private Usage() {}

    /** Resident memory in MB (10^6 bytes would flatter; these are 2^20). */
    static double residentMegabytes(long pid) {
        return read(pid, "status")
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024.0;
    }

    /** Seconds of CPU since its start. */
    static double cpuSeconds(long pid) {
        String stat = read(pid, "stat");
        // The second field is the name in brackets and may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
