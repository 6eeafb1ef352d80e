package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The trees of this host. */
@ApplicationScoped
class HostFileTrees implements FileTrees {
    private final TreeCalls calls;

    HostFileTrees(Syscall syscall) {
        calls = new TreeCalls(new KernelCalls(syscall));
    }

    @Override
    public Folder open(Path top) {
        long opened =
                calls.kernel()
                        .openat(
                                KernelCalls.AT_FDCWD,
                                top.toString(),
                                KernelCalls.O_RDONLY
                                        | KernelCalls.O_CLOEXEC
                                        | Machine.current().oDirectory);
        if (opened == -Errno.ENOENT || opened == -Errno.ENOTDIR) {
            throw new EngineException.NotFound("there is no folder " + top);
        }
        if (opened < 0) {
            throw Errno.failure("open", top.toString(), (int) -opened);
        }
        return new Folder(calls, new Fd(calls.kernel(), (int) opened, top.toString()), "");
    }

    @Override
    public boolean sync(Path path) {
        long opened =
                calls.kernel()
                        .openat(
                                KernelCalls.AT_FDCWD,
                                path.toString(),
                                KernelCalls.O_RDONLY | KernelCalls.O_CLOEXEC);
        if (opened == -Errno.ENOENT || opened == -Errno.ENOTDIR) {
            return false;
        }
        if (opened < 0) {
            throw Errno.failure("open", path.toString(), (int) -opened);
        }
        try (Fd fd = new Fd(calls.kernel(), (int) opened, path.toString())) {
            onThreadOfItsOwn(() -> calls.sync(fd));
        }
        return true;
    }

    /** It may take seconds, in which a virtual thread would hold the processor it runs on. */
    private static void onThreadOfItsOwn(Runnable call) {
        FutureTask<Void> task = new FutureTask<>(call, null);
        var _ = Thread.ofPlatform().name("syncfs").daemon().start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    Void _ = task.get();
                    return;
                } catch (InterruptedException again) {
                    // The descriptor is in use until the call is back.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof EngineException known
                            ? known
                            : new EngineException.Internal("syncfs", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
