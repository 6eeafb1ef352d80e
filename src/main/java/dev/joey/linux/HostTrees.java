package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The trees of this machine. */
@ApplicationScoped
class HostTrees implements Trees {
    private final KernelCalls kernel;

    HostTrees(Syscall syscall) {
        kernel = new KernelCalls(syscall);
    }

    @Override
    public OpenFolder folder(Path path) {
        return OpenFolder.open(kernel, path.toString());
    }

    @Override
    public FileRoot root(Path path) {
        return FileRoot.open(kernel, path.toString(), () -> {});
    }

    @Override
    public Optional<FileRoot> rootOf(long pid) {
        String path = "/proc/" + pid + "/root";
        long opened =
                kernel.openat(
                        KernelCalls.AT_FDCWD,
                        path,
                        KernelCalls.O_PATH | KernelCalls.O_CLOEXEC | Machine.current().oDirectory);
        if (opened == -Errno.ENOENT || opened == -Errno.ESRCH) {
            return Optional.empty();
        }
        if (opened < 0) {
            throw Errno.failure("open", path, (int) -opened);
        }
        return Optional.of(new FileRoot(kernel, new Fd(kernel, (int) opened, path), () -> {}));
    }

    @Override
    public FileRoot assembled(Path place, List<PrivateMount> mounts) {
        AtomicReference<FileRoot> root = new AtomicReference<>();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        // A thread that ends takes its namespace with it, but for what holds it open.
        Thread thread =
                Thread.ofPlatform()
                        .name("mounts")
                        .start(
                                () -> {
                                    try {
                                        root.set(new PrivateMounts(kernel).make(place, mounts));
                                    } catch (RuntimeException e) {
                                        failure.set(e);
                                    }
                                });
        Mounts.join(thread);
        if (failure.get() != null) {
            throw failure.get();
        }
        return root.get();
    }

    @Override
    public void copy(OpenFolder from, OpenFolder to) {
        TreeCopy.copy(kernel, from, to);
    }

    @Override
    public void bindWithin(Path source, String below, Path target) {
        try (FileRoot root = root(source)) {
            PrivateMounts.bindWithin(kernel, root, below, target.toString());
            new Mounts(kernel).mount("", "", target, List.of("rprivate"));
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.NotFound(e.getMessage());
        }
    }
}
