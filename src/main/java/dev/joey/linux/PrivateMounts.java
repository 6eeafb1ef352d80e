package dev.joey.linux;

import dev.joey.error.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes mounts in a namespace of the calling thread, which must be a platform thread that ends. */
final class PrivateMounts {
    private static final int CLONE_NEWNS = 0x20000;

    private final KernelCalls kernel;
    private final Mounts mounts;

    PrivateMounts(KernelCalls kernel) {
        this.kernel = kernel;
        this.mounts = new Mounts(kernel);
    }

    /** See {@link Trees#assembled}. */
    FileRoot make(Path place, List<PrivateMount> wanted) {
        long alone = kernel.unshare(CLONE_NEWNS);
        if (alone < 0) {
            throw Errno.failure("unshare", "mount namespace", (int) -alone);
        }
        // What the host unmounts is unmounted here too; nothing goes the other way.
        mounts.mount("", "", Path.of("/"), List.of("rslave"));
        long namespace =
                kernel.openat(
                        KernelCalls.AT_FDCWD,
                        "/proc/thread-self/ns/mnt",
                        KernelCalls.O_RDONLY | KernelCalls.O_CLOEXEC);
        if (namespace < 0) {
            throw Errno.failure("open", "/proc/thread-self/ns/mnt", (int) -namespace);
        }
        Fd held = new Fd(kernel, (int) namespace, "mount namespace");
        try {
            for (PrivateMount mount : wanted) {
                if (mount.destination().isEmpty()) {
                    mounts.mount(mount.type(), mount.source(), place, mount.options());
                }
            }
            FileRoot root = FileRoot.open(kernel, place.toString(), held);
            try {
                for (PrivateMount mount : wanted) {
                    if (!mount.destination().isEmpty()) {
                        inside(root, mount);
                    }
                }
                return root;
            } catch (RuntimeException e) {
                root.close();
                throw e;
            }
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private void inside(FileRoot root, PrivateMount mount) {
        boolean folder =
                !mount.type().isEmpty()
                        || !mount.below().isEmpty()
                        || Path.of(mount.source()).toFile().isDirectory();
        boolean closed = mount.options().contains("ro");
        List<String> options = mount.options().stream().filter(o -> !o.equals("ro")).toList();
        try (Fd at = place(root, mount.destination(), folder)) {
            String target = path(at);
            if (!mount.below().isEmpty()) {
                try (FileRoot source = FileRoot.open(kernel, mount.source(), () -> {})) {
                    bindWithin(kernel, source, mount.below(), target);
                }
            } else {
                mounts.mount(mount.type(), mount.source(), Path.of(target), options);
            }
        }
        if (closed) {
            // The descriptor above is of what lies below the mount.
            try (Fd at = place(root, mount.destination(), folder)) {
                mounts.mount("", "", Path.of(path(at)), List.of("remount", "bind", "ro"));
            }
        }
    }

    private static String path(Fd fd) {
        return "/proc/thread-self/fd/" + fd.number();
    }

    static void bindWithin(KernelCalls kernel, FileRoot source, String below, String target) {
        long found =
                kernel.openat2(
                        source.number(),
                        below,
                        KernelCalls.O_PATH | KernelCalls.O_CLOEXEC,
                        KernelCalls.RESOLVE_IN_ROOT | KernelCalls.RESOLVE_NO_MAGICLINKS);
        if (found == -Errno.ENOENT || found == -Errno.ENOTDIR) {
            throw new EngineException.NotFound(
                    "cannot access path " + below + ": no such file or directory");
        }
        if (found < 0) {
            throw Errno.failure("openat2", below, (int) -found);
        }
        try (Fd entry = new Fd(kernel, (int) found, below)) {
            new Mounts(kernel)
                    .mount(
                            "",
                            "/proc/thread-self/fd/" + entry.number(),
                            Path.of(target),
                            List.of("rbind"));
        }
    }

    /** The mount point, made with its folders if it is not there. */
    private Fd place(FileRoot root, String destination, boolean folder) {
        long found = resolve(root, destination);
        if (found < 0) {
            make(root, destination, folder);
            found = resolve(root, destination);
        }
        if (found < 0) {
            throw Errno.failure("openat2", destination, (int) -found);
        }
        return new Fd(kernel, (int) found, destination);
    }

    private void make(FileRoot root, String destination, boolean folder) {
        String[] parts = destination.substring(1).split("/", -1);
        StringBuilder path = new StringBuilder("/");
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            Optional<OpenFolder> parent = root.folder(path.toString());
            if (parent.isEmpty()) {
                throw new EngineException.Internal("cannot make " + destination, null);
            }
            try (OpenFolder in = parent.get()) {
                byte[] name = OpenFolder.bytes(parts[i]);
                if (in.stat(name).isEmpty()) {
                    if (!last || folder) {
                        boolean _ = in.makeFolder(name, 0755);
                    } else {
                        in.create(name).close();
                        in.permit(name, 0755);
                    }
                }
            }
            path.append(parts[i]).append('/');
        }
    }

    private long resolve(FileRoot root, String path) {
        return kernel.openat2(
                root.number(),
                path,
                KernelCalls.O_PATH | KernelCalls.O_CLOEXEC,
                KernelCalls.RESOLVE_IN_ROOT | KernelCalls.RESOLVE_NO_MAGICLINKS);
    }
}
