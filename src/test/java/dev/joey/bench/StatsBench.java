package dev.joey.bench;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.UnixHttp;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How fast one container is measured, and what it costs to measure many once a second. */
final class StatsBench {
    private static final int WATCHED = 50;
    private static final int ASKED = 200;
    private static final long SECONDS = 15;

    private final DaemonUnderTest daemon;
    private final Api api;
    private final Report report;

    StatsBench(DaemonUnderTest daemon, Api api, Report report) {
        this.daemon = daemon;
        this.api = api;
        this.report = report;
    }

    void run() throws InterruptedException {
        List<String> running = new ArrayList<>();
        for (int i = 0; i < WATCHED; i++) {
            running.add(api.running());
        }
        try {
            Sample shot = Sample.of(200, () -> api.oneShot(running.getFirst()));
            report.add(Figure.atMost("stats one-shot, p50", shot.percentile(50), "ms", 20));
            double idle = cpuPercent();
            double scraped = Sample.of(20, api::metrics).percentile(50);
            report.add(Figure.shown("/metrics with " + WATCHED + " running, p50", scraped, "ms"));
            double watching = watching(running);
            report.add(
                    Figure.atMost(
                            "CPU of a core, stats streams of 200 (of " + WATCHED + ", x4)",
                            Math.max(0, watching - idle) * ASKED / WATCHED,
                            "%",
                            3));
        } finally {
            running.forEach(api::remove);
        }
    }

    private double watching(List<String> ids) throws InterruptedException {
        List<UnixHttp> clients = new ArrayList<>();
        try {
            for (String id : ids) {
                UnixHttp client = daemon.http();
                clients.add(client);
                InputStream stream = client.open("GET", "/containers/" + id + "/stats");
                Thread.ofPlatform().daemon().start(() -> drain(stream));
            }
            TimeUnit.SECONDS.sleep(3);
            return cpuPercent();
        } finally {
            clients.forEach(UnixHttp::close);
        }
    }

    private double cpuPercent() throws InterruptedException {
        double before = Usage.cpuSeconds(daemon.pid());
        TimeUnit.SECONDS.sleep(SECONDS);
        return (Usage.cpuSeconds(daemon.pid()) - before) / SECONDS * 100;
    }

    private static void drain(InputStream stream) {
        byte[] buffer = new byte[16 << 10];
        try {
            while (stream.read(buffer, 0, buffer.length) >= 0) {
                // Only taken.
            }
        } catch (IOException _) {
            // The client was closed.
        }
    }
}
