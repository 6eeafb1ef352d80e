package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

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
            calls.sync(fd);
        }
        return true;
    }
}
