package dev.joey.bench;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The floor: containerd's own client on the daemon's own containerd, in a namespace of its own. */
final class Ctr {
    private static final String IMAGE = "docker.io/library/busybox:latest";

    private final Path socket;
    private final AtomicInteger runs = new AtomicInteger();

    Ctr(DaemonUnderTest daemon, Path image) {
        this.socket = daemon.execRoot().resolve("containerd/containerd.sock");
        ctr("images", "import", "--snapshotter", "overlayfs", image.toString());
    }

    /** {@code ctr run --rm} of {@code true}, without network, by a new process as users do it. */
    void run() {
        ctr(
                "run",
                "--rm",
                "--snapshotter",
                "overlayfs",
                IMAGE,
                "floor" + runs.incrementAndGet(),
                "true");
    }

    /** {@code ctr task exec} of {@code true} in a container of the daemon. */
    void exec(String container) {
        Program.run(
                        "ctr",
                        "--address",
                        socket.toString(),
                        "--namespace",
                        "joey",
                        "task",
                        "exec",
                        "--exec-id",
                        "floor" + runs.incrementAndGet(),
                        container,
                        "true")
                .ok();
    }

    /** What the client's process itself takes. */
    void nothing() {
        Program.run("ctr", "--version").ok();
    }

    void remove() {
        ctr("images", "rm", "--sync", IMAGE);
        Program.run("sh", "-c", "rmdir /sys/fs/cgroup/*/bench /sys/fs/cgroup/bench 2>/dev/null");
    }

    private void ctr(String... arguments) {
        List<String> argv =
                new ArrayList<>(
                        List.of("ctr", "--address", socket.toString(), "--namespace", "bench"));
        argv.addAll(List.of(arguments));
        Program.run(argv.toArray(String[]::new)).ok();
    }
}
