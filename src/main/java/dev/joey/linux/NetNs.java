package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Network namespaces that are kept by a bind mount, and work done inside of them. Whoever enters a
 * namespace is a platform thread of its own, which ends afterwards. Source: network_namespaces(7),
 * setns(2).
 */
@ApplicationScoped
public class NetNs {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final String OWN = "/proc/thread-self/ns/net";

    private final KernelCalls kernel;
    private final Mounts mounts;

    NetNs(Syscall syscall) {
        kernel = new KernelCalls(syscall);
        mounts = new Mounts(kernel);
    }

    /**
     * Makes a namespace, keeps it at {@code place} and does the first work inside of it. If that
     * fails nothing is kept. What was kept there before is let go.
     */
    public <T> T create(Path place, Supplier<T> work) {
        remove(place);
        return onThreadOfItsOwn(
                () -> {
                    check("unshare", place, kernel.unshare(CLONE_NEWNET));
                    try {
                        Files.createFile(place);
                    } catch (IOException e) {
                        throw new EngineException.Unavailable("cannot make " + place, e);
                    }
                    try {
                        mounts.mount("", OWN, place, java.util.List.of("bind"));
                        return work.get();
                    } catch (RuntimeException e) {
                        remove(place);
                        throw e;
                    }
                });
    }

    /**
     * Does work inside of a namespace.
     *
     * @param place a file that stands for it: kept here, or {@code /proc/PID/ns/net}
     * @throws EngineException.NotFound if there is none
     */
    public <T> T inside(Path place, Supplier<T> work) {
        return onThreadOfItsOwn(
                () -> {
                    long fd =
                            kernel.openat(
                                    KernelCalls.AT_FDCWD,
                                    place.toString(),
                                    KernelCalls.O_RDONLY | KernelCalls.O_CLOEXEC);
                    if (fd == -Errno.ENOENT) {
                        throw new EngineException.NotFound("no network namespace at " + place);
                    }
                    check("open", place, fd);
                    try {
                        check("setns", place, kernel.setns((int) fd, CLONE_NEWNET));
                    } finally {
                        kernel.close((int) fd);
                    }
                    return work.get();
                });
    }

    /** Lets a namespace go; it ends with its last process. One that is not there is no error. */
    public void remove(Path place) {
        mounts.unmount(place);
        try {
            boolean _ = Files.deleteIfExists(place);
        } catch (IOException e) {
            throw new EngineException.Internal("cannot remove " + place, e);
        }
    }

    private static <T> T onThreadOfItsOwn(Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Thread thread =
                Thread.ofPlatform()
                        .name("netns")
                        .start(
                                () -> {
                                    try {
                                        result.set(work.get());
                                    } catch (RuntimeException e) {
                                        failure.set(e);
                                    }
                                });
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return result.get();
    }

    private static void check(String call, Path place, long result) {
        if (result < 0) {
            throw Errno.failure(call, place.toString(), (int) -result);
        }
    }
}
