package dev.joey.linux;

import dev.joey.error.EngineException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A long-running process that outlives the daemon: started here, or found running after the daemon
 * that started it died.
 */
public final class ChildProcess {
    /** How often a process that is no child of ours is looked at, for lack of waitpid(2). */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ProcessHandle handle;

    /** Null for a process that was found. */
    private final Process child;

    private ChildProcess(ProcessHandle handle, Process child) {
        this.handle = handle;
        this.child = child;
    }

    private ChildProcess(ProcessHandle found) {
        this(found, null);
    }

    /**
     * Starts a program in a session of its own, so that no terminal's signal reaches it. Its
     * standard input is empty. Source: setsid(1).
     *
     * @param argv the program's absolute path and its arguments
     * @param unset environment variables that are not handed on
     * @param set environment variables to set
     * @param log where standard output and error are appended
     * @throws EngineException.Unavailable if the program cannot be run
     */
    public static ChildProcess start(
            List<String> argv, Set<String> unset, Map<String, String> set, Path log) {
        if (!Files.isExecutable(Path.of(argv.getFirst()))) {
            // setsid(1) would say so only to the log.
            throw new EngineException.Unavailable(
                    "cannot run " + argv.getFirst() + ": no such program", null);
        }
        List<String> inSession = new ArrayList<>(List.of("setsid"));
        inSession.addAll(argv);
        ProcessBuilder builder = new ProcessBuilder(inSession);
        builder.environment().keySet().removeAll(unset);
        builder.environment().putAll(set);
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Process child = builder.start();
            return new ChildProcess(child.toHandle(), child);
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    "cannot run " + argv.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The running process of a number, if its arguments are as expected: the number alone may have
     * gone to another process meanwhile.
     *
     * @param argv asked with the process's arguments, the program's name first
     */
    public static Optional<ChildProcess> adopt(long pid, Predicate<List<String>> argv) {
        return ProcessHandle.of(pid)
                .map(ChildProcess::new)
                .filter(ChildProcess::alive)
                .filter(found -> argv.test(found.arguments()));
    }

    /** Looks through all processes for one whose arguments are as expected. */
    public static Optional<ChildProcess> find(Predicate<List<String>> argv) {
        return ProcessHandle.allProcesses()
                .map(ChildProcess::new)
                .filter(found -> argv.test(found.arguments()))
                .filter(ChildProcess::alive)
                .findFirst();
    }

    public long pid() {
        return handle.pid();
    }

    /** Whether it runs. One that ended and was not yet reaped does not. */
    public boolean alive() {
        return handle.isAlive() && !zombie();
    }

    /**
     * Waits for the end.
     *
     * @return false if the time is over and it still runs
     */
    public boolean awaitExit(Duration atMost) throws InterruptedException {
        if (child != null) {
            return child.waitFor(atMost);
        }
        long end = System.nanoTime() + atMost.toNanos();
        while (alive()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            Thread.sleep(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
        }
        return true;
    }

    /**
     * How it ended: the exit code, or 128 plus the number of the signal that ended it. Empty while
     * it runs, and for a process that is no child of ours.
     */
    public OptionalInt exitCode() {
        return child == null || child.isAlive()
                ? OptionalInt.empty()
                : OptionalInt.of(child.exitValue());
    }

    /** Asks it to end: SIGTERM. */
    public void terminate() {
        handle.destroy();
    }

    /** Ends it: SIGKILL. */
    public void kill() {
        handle.destroyForcibly();
    }

    /** The arguments, the program first; empty if the process is gone. Source: proc(5), cmdline. */
    private List<String> arguments() {
        String all = proc("cmdline");
        return all.isEmpty() ? List.of() : List.of(all.split("\0"));
    }

    /** Source: proc(5), stat: the state is the field behind the name in parentheses. */
    private boolean zombie() {
        String stat = proc("stat");
        int name = stat.lastIndexOf(") ");
        return name < 0 || "ZX".indexOf(stat.charAt(name + 2)) >= 0;
    }

    /** A file of the process; empty if it is gone. */
    private String proc(String file) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(pid()), file)),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
