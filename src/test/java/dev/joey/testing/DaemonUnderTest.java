package dev.joey.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The whole daemon, as built, on private roots: {@code java -jar} of the application, or the native
 * binary that {@code -Djoey.native} names. It can be killed, stopped and started again on the same
 * roots. Closing it removes its containers, stops it and fails if anything of it is left:
 * processes, mounts, cgroups.
 */
public final class DaemonUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Of all daemons of this run. */
    private static final Set<Path> ROOTS = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final List<String> options;
    private Process process;

    private DaemonUnderTest(Path root, List<String> options) {
        this.root = root;
        this.options = options;
    }

    /** Starts a daemon and waits until it answers; further options as on the command line. */
    public static DaemonUnderTest running(String... options) {
        try {
            // A short path: sockets live below, and containerd's shims want theirs short too.
            Path root = Files.createTempDirectory("joey-it");
            ROOTS.add(root);
            DaemonUnderTest daemon = new DaemonUnderTest(root, List.of(options));
            boolean answers = false;
            try {
                daemon.startAgain();
                answers = true;
            } finally {
                if (!answers) {
                    daemon.abandon();
                }
            }
            return daemon;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The project's folder. */
    public static Path home() {
        return Path.of(System.getProperty("joey.home", System.getProperty("user.dir")));
    }

    /** The folder of everything of this daemon; tests may put their own files here. */
    public Path root() {
        return root;
    }

    public Path dataRoot() {
        return root.resolve("data");
    }

    public Path execRoot() {
        return root.resolve("exec");
    }

    public Path socket() {
        return execRoot().resolve("joey.sock");
    }

    /** The parent of all its containers' cgroups. */
    public String cgroupParent() {
        return cgroupParent(root);
    }

    private static String cgroupParent(Path root) {
        return "/" + root.getFileName();
    }

    /** What all daemons of this run have left: folders, processes, mounts, cgroups. */
    public static List<String> leftovers() {
        List<String> left = new ArrayList<>();
        for (Path root : ROOTS) {
            left.addAll(Leftovers.of(root, cgroupParent(root)));
            if (Files.exists(root)) {
                left.add("folder " + root);
            }
        }
        return left;
    }

    public long pid() {
        return process.pid();
    }

    /** A new client of its socket. */
    public UnixHttp http() {
        return new UnixHttp(socket());
    }

    /** Runs the Docker CLI against it. */
    public Program.Result docker(String... arguments) {
        return dockerWithInput("", arguments);
    }

    /** Runs the Docker CLI against it, with input. */
    public Program.Result dockerWithInput(String input, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(Arrays.asList(arguments));
        return Program.run(dockerEnvironment(), input, argv);
    }

    /** What points Docker's clients at it. */
    public Map<String, String> dockerEnvironment() {
        return Map.of(
                "DOCKER_HOST",
                "unix://" + socket(),
                "DOCKER_CONFIG",
                root.resolve("client").toString());
    }

    /** All that it wrote to its standard output and error so far. */
    public String log() {
        try {
            return Files.readString(root.resolve("daemon.log"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts it, after a kill or a stop, on the same roots, and waits until it answers. */
    public void startAgain() {
        startAgain(List.of());
    }

    /**
     * Starts it on the same roots, to die as by SIGKILL when a step of a verb is done, see {@code
     * dev.joey.step.Steps}.
     */
    public void startToDieAt(String step) {
        startAgain(List.of("-Djoey.test.halt-at=" + step));
    }

    /** Starts it with properties and does not wait. */
    public void launch(List<String> properties) {
        List<String> command = new ArrayList<>(command());
        command.addAll(1, properties);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        root.resolve("daemon.log").toFile()));
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void startAgain(List<String> properties) {
        launch(properties);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive()) {
                throw new AssertionError("the daemon ended: " + process.exitValue() + "\n" + log());
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the daemon does not answer\n" + log());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Ends it with SIGKILL, as a crash would. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends it with SIGTERM; the exit code. */
    public int stop() {
        process.destroy();
        return awaitEnd();
    }

    /** Sends it a signal by name, as {@code HUP}. */
    public void signal(String name) {
        Program.run("kill", "-" + name, String.valueOf(process.pid())).ok();
    }

    /** The command that runs it, for tests that start a second one. */
    public List<String> command() {
        List<String> command = new ArrayList<>(program());
        command.addAll(
                List.of(
                        "daemon",
                        "--data-root",
                        dataRoot().toString(),
                        "--exec-root",
                        execRoot().toString(),
                        "--cgroup-parent",
                        cgroupParent()));
        command.addAll(options);
        return command;
    }

    /** The program without a command. */
    public static List<String> program() {
        String binary = System.getProperty("joey.native", "");
        if (!binary.isEmpty()) {
            return List.of(binary);
        }
        Path app = home().resolve("target/quarkus-app");
        Path archive = app.resolve("joey.aot");
        List<String> program = new ArrayList<>();
        program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        program.add("@" + home().resolve("src/main/scripts/jvm.options"));
        if (Files.exists(archive)) {
            program.add("-XX:AOTCache=" + archive);
        }
        String more = System.getenv().getOrDefault("JOEY_JAVA_OPTS", "").strip();
        if (!more.isEmpty()) {
            program.addAll(List.of(more.split("\\s+", -1)));
        }
        program.addAll(List.of("-jar", app.resolve("quarkus-run.jar").toString()));
        return program;
    }

    /**
     * Removes its containers, stops it and looks for leftovers.
     *
     * @throws AssertionError if it does not end with code 0 or leaves something
     */
    @Override
    public void close() {
        List<String> problems = new ArrayList<>();
        if (process.isAlive()) {
            removeContainers(problems);
            int code = stop();
            if (code != 0) {
                problems.add("exit code " + code);
            }
        }
        problems.addAll(Leftovers.of(root, cgroupParent()));
        String log = problems.isEmpty() ? "" : log();
        abandon();
        if (!problems.isEmpty()) {
            throw new AssertionError("the daemon left: " + problems + "\n" + log);
        }
    }

    private void removeContainers(List<String> problems) {
        try (UnixHttp http = http()) {
            UnixHttp.Response list = http.get("/containers/json?all=1");
            if (list.status() != 200) {
                return;
            }
            for (String id : Json.texts(list.text(), "Id")) {
                UnixHttp.Response removed = http.delete("/containers/" + id + "?force=1&v=1");
                if (removed.status() >= 400 && removed.status() != 404) {
                    problems.add("container " + id + ": " + removed.text());
                }
            }
        } catch (UncheckedIOException failure) {
            problems.add("it does not answer: " + failure);
        }
    }

    /** Ends and removes whatever there is, without asking. */
    private void abandon() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
            awaitEnd();
        }
        Leftovers.remove(root, cgroupParent());
    }

    private boolean answers() {
        if (!Files.exists(socket())) {
            return false;
        }
        try (UnixHttp http = http()) {
            return http.get("/_ping").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Waits until it has ended; the exit code. */
    public int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the daemon does not end\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
