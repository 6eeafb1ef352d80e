package dev.joey.bench;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.Program;
import dev.joey.testing.UnixHttp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * {@code ./joey bench [rounds]}: measures a private daemon over its API beside {@code ctr run --rm}
 * on the same containerd, prints a table and writes {@code target/bench.json}. On a busy machine
 * the figures say little: the load is printed with them.
 */
public final class Bench {
    private static final int STARTS = 5;
    private static final int LISTED = 1000;
    private static final int RUNNING = 50;
    private static final int AT_ONCE = 8;
    private static final long IDLE_SECONDS = 30;

    private final int rounds;
    private final Report report = new Report();

    private Bench(int rounds) {
        this.rounds = rounds;
    }

    /** Runs everything; the number of rounds of the main figures, 100 by default, may be given. */
    public static void main(String... arguments) throws Exception {
        int rounds = arguments.length == 0 ? 100 : Integer.parseInt(arguments[0]);
        new Bench(rounds).run();
    }

    private void run() throws Exception {
        Report.title("machine");
        Report.machine().forEach((key, value) -> System.out.printf("  %-12s %s%n", key, value));
        Report.title("start");
        startUp();
        try (DaemonUnderTest daemon = DaemonUnderTest.running()) {
            idle(daemon);
            Path image = Program.busyboxImage(daemon.root().resolve("busybox.tar"));
            try (Api api = new Api(daemon)) {
                api.load(image);
                Ctr ctr = new Ctr(daemon, image);
                Report.title("one container after the other");
                oneByOne(api, ctr);
                Report.title(AT_ONCE + " at once");
                atOnce(daemon, ctr);
                Report.title("in a running container");
                execs(daemon, api, ctr);
                ctr.remove();
                Report.title("many containers");
                lists(api);
                memory(daemon, api);
                Report.title("stats");
                new StatsBench(daemon, api, report).run();
                Report.title("logs");
                LogBench logs = new LogBench(daemon, api, report);
                logs.run("json-file");
                logs.run("local");
            }
        }
        report.write(DaemonUnderTest.home().resolve("target/bench.json"));
    }

    private void startUp() {
        double[] taken = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            long began = System.nanoTime();
            try (DaemonUnderTest _ = DaemonUnderTest.running()) {
                taken[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        report.add(
                Figure.atMost(
                        "first _ping after exec, new roots, p50",
                        new Sample(taken).percentile(50) / 1000,
                        "s",
                        2.5));
    }

    private void idle(DaemonUnderTest daemon) throws InterruptedException {
        TimeUnit.SECONDS.sleep(2);
        double before = Usage.cpuSeconds(daemon.pid());
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        double busy = (Usage.cpuSeconds(daemon.pid()) - before) / IDLE_SECONDS * 100;
        report.add(Figure.atMost("idle CPU of a core over " + IDLE_SECONDS + " s", busy, "%", 0.5));
        report.add(Figure.atMost("idle RSS", Usage.residentMegabytes(daemon.pid()), "MB", 200));
    }

    /** Both in turn, so that the machine's moods meet both. */
    private void oneByOne(Api api, Ctr ctr) {
        for (int i = 0; i < Math.max(10, rounds / 4); i++) {
            api.run();
        }
        ctr.run();
        api.steps();
        String before = api.metrics();
        double[] ours = new double[rounds];
        double[] floor = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            ours[i] = Sample.time(api::run);
            floor[i] = Sample.time(ctr::run);
        }
        String after = api.metrics();
        Map<String, Double> calls = new LinkedHashMap<>();
        api.steps().forEach((step, total) -> calls.put(step, total / rounds));
        Sample joey = new Sample(ours);
        Sample runs = new Sample(floor);
        report.add(Figure.shown("ctr run --rm of true, p50", runs.percentile(50), "ms"));
        report.add(Figure.shown("ctr run --rm of true, p95", runs.percentile(95), "ms"));
        report.add(
                Figure.shown(
                        "of it the ctr process itself, p50",
                        Sample.of(20, ctr::nothing).percentile(50),
                        "ms"));
        report.add(
                Figure.atMost(
                        "create+start+wait+remove of true, p50",
                        joey.percentile(50),
                        "ms",
                        runs.percentile(50)));
        report.add(
                Figure.atMost(
                        "create+start+wait+remove of true, p95",
                        joey.percentile(95),
                        "ms",
                        runs.percentile(95) * 1.1));
        report.detail("mean of each call", calls);
        report.detail("mean of each step inside", StepTimes.between(before, after));
    }

    private void execs(DaemonUnderTest daemon, Api api, Ctr ctr) {
        String container = api.running();
        try (UnixHttp http = daemon.http()) {
            ExecBench bench = new ExecBench(daemon, http);
            bench.execs(container, rounds, ctr, report);
            bench.echo(report);
        }
        api.remove(container);
    }

    private void atOnce(DaemonUnderTest daemon, Ctr ctr) throws InterruptedException {
        int each = Math.max(4, rounds / 8);
        double floor = rate(each, () -> ctr::run);
        List<Api> clients = new ArrayList<>();
        double ours =
                rate(
                        each,
                        () -> {
                            Api client = new Api(daemon);
                            clients.add(client);
                            return client::run;
                        });
        clients.forEach(Api::close);
        report.add(Figure.shown("ctr run --rm", floor, "1/s"));
        report.add(Figure.atLeast("create+start+wait+remove", ours, "1/s", floor));
    }

    private static double rate(int each, Supplier<Runnable> worker) throws InterruptedException {
        List<Callable<Void>> workers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Runnable work = worker.get();
            work.run();
            workers.add(
                    () -> {
                        for (int round = 0; round < each; round++) {
                            work.run();
                        }
                        return null;
                    });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            long began = System.nanoTime();
            for (Future<Void> end : threads.invokeAll(workers)) {
                end.get();
            }
            return each * AT_ONCE / ((System.nanoTime() - began) / 1e9);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void lists(Api api) {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < LISTED; i++) {
            created.add(api.created());
        }
        Sample list = Sample.of(200, api::list);
        Sample inspect = Sample.of(500, () -> api.inspect(created.get(LISTED / 2)));
        report.add(Figure.shown("list of 1,000 created, p50", list.percentile(50), "ms"));
        report.add(Figure.atMost("list of 1,000 created, p99", list.percentile(99), "ms", 15));
        report.add(Figure.shown("inspect among 1,000, p50", inspect.percentile(50), "ms"));
        report.add(Figure.atMost("inspect among 1,000, p99", inspect.percentile(99), "ms", 3));
        created.forEach(api::remove);
    }

    private void memory(DaemonUnderTest daemon, Api api) {
        List<String> running = new ArrayList<>();
        for (int i = 0; i < RUNNING; i++) {
            running.add(api.running());
        }
        report.add(
                Figure.shown(
                        "RSS with " + RUNNING + " running",
                        Usage.residentMegabytes(daemon.pid()),
                        "MB"));
        running.forEach(api::remove);
    }
}
