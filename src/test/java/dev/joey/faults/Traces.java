package dev.joey.faults;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All that containers leave outside the database of a daemon with a containerd of its own. */
final class Traces {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final DaemonUnderTest daemon;

    Traces(DaemonUnderTest daemon) {
        this.daemon = daemon;
    }

    /** A line for each: what it is and the container's id. */
    List<String> now() {
        List<String> traces = new ArrayList<>();
        ctr(traces, "task", "tasks", "ls", "-q");
        ctr(traces, "containerd container", "containers", "ls", "-q");
        ctr(traces, "snapshot", "snapshots", "ls");
        for (Path folder :
                List.of(
                        daemon.dataRoot().resolve("containers"),
                        daemon.execRoot().resolve("io"),
                        daemon.execRoot().resolve("rootfs"))) {
            below(traces, folder);
        }
        return traces;
    }

    /** What loads have under way in containerd, and what keeps content from being collected. */
    List<String> ofLoads() {
        List<String> traces = new ArrayList<>();
        traces.addAll(ctr("content", "active").lines().skip(1).toList());
        traces.addAll(ctr("leases", "ls", "-q").lines().toList());
        return traces;
    }

    private void ctr(List<String> traces, String what, String... command) {
        ctr(command)
                .lines()
                .map(line -> line.split("\\s", 2)[0])
                .filter(id -> ID.matcher(id).matches())
                .forEach(id -> traces.add(what + " " + id));
    }

    private String ctr(String... command) {
        List<String> argv =
                new ArrayList<>(
                        List.of(
                                "ctr",
                                "-a",
                                daemon.execRoot().resolve("containerd/containerd.sock").toString(),
                                "-n",
                                "joey"));
        argv.addAll(List.of(command));
        return Program.run(argv.toArray(String[]::new)).ok();
    }

    private static void below(List<String> traces, Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.list(folder)) {
            found.map(path -> path.getFileName().toString())
                    .filter(id -> ID.matcher(id).matches())
                    .forEach(id -> traces.add(folder.getFileName() + " " + id));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
