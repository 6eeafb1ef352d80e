package dev.joey.linux;

import dev.joey.error.EngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Attaching and detaching file systems. Source: mount(2), umount2(2). */
final class Mounts {
    private static final int CLONE_FS = 0x200;
    private static final int MNT_DETACH = 0x2;
    private static final int UMOUNT_NOFOLLOW = 0x8;

    /** The kernel copies one page of options; one byte is the NUL. */
    private static final int DATA_AT_MOST = 4095;

    private static final String LOWER = "lowerdir=";

    private final KernelCalls kernel;

    Mounts(KernelCalls kernel) {
        this.kernel = kernel;
    }

    /**
     * Mounts. Propagation, and the flags of a bind mount, are calls of their own, as mount(2) says.
     */
    void mount(String type, String source, Path target, List<String> options) {
        MountOptions split = MountOptions.of(options);
        boolean onlyPropagation = split.propagation() != 0 && split.flags() == 0 && type.isEmpty();
        if (!onlyPropagation) {
            if (split.data().length() > DATA_AT_MOST && type.equals("overlay")) {
                mountBelowFolder(source, target, split);
            } else {
                check(
                        type + " on " + target,
                        kernel.mount(source, target.toString(), type, split.flags(), split.data()));
            }
        }
        try {
            if (split.propagation() != 0) {
                check(
                        "propagation of " + target,
                        kernel.mount("", target.toString(), "", split.propagation(), ""));
            }
            if (split.flaggedBind()) {
                check(
                        "flags of " + target,
                        kernel.mount(
                                "",
                                target.toString(),
                                "",
                                split.flags() | MountOptions.MS_REMOUNT,
                                ""));
            }
        } catch (EngineException failed) {
            if (!onlyPropagation) {
                unmount(target);
            }
            throw failed;
        }
    }

    void unmount(Path target) {
        long result = kernel.unmount(target.toString(), MNT_DETACH | UMOUNT_NOFOLLOW);
        if (result < 0 && result != -Errno.EINVAL && result != -Errno.ENOENT) {
            throw Errno.failure("umount", target.toString(), (int) -result);
        }
    }

    /**
     * An overlay of many layers, whose folders are too long for one page of options: they are given
     * relative to the folder they share, on a thread that has a working folder of its own and ends.
     */
    private void mountBelowFolder(String source, Path target, MountOptions options) {
        List<String> words = new ArrayList<>(List.of(options.data().split(",", -1)));
        int at = -1;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(LOWER)) {
                at = i;
            }
        }
        if (at < 0) {
            throw new EngineException.InvalidParameter("options of " + target + " are too long");
        }
        List<String> layers = List.of(words.get(at).substring(LOWER.length()).split(":", -1));
        String folder = sharedFolder(layers);
        words.set(
                at,
                LOWER
                        + String.join(
                                ":",
                                layers.stream().map(l -> l.substring(folder.length())).toList()));
        String data = String.join(",", words);
        if (data.length() > DATA_AT_MOST) {
            throw new EngineException.InvalidParameter(
                    "overlay on " + target + ": " + layers.size() + " layers are too many");
        }
        AtomicReference<EngineException> failure = new AtomicReference<>();
        Thread thread =
                Thread.ofPlatform()
                        .name("mount")
                        .start(
                                () -> {
                                    try {
                                        check("own folder", kernel.unshare(CLONE_FS));
                                        check("in " + folder, kernel.chdir(folder));
                                        check(
                                                "overlay on " + target,
                                                kernel.mount(
                                                        source,
                                                        target.toString(),
                                                        "overlay",
                                                        options.flags(),
                                                        data));
                                    } catch (EngineException failed) {
                                        failure.set(failed);
                                    }
                                });
        join(thread);
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    /** The longest folder, with its slash, that all paths begin with; "/" at least. */
    static String sharedFolder(List<String> paths) {
        String shared = paths.getFirst();
        for (String path : paths) {
            int same = 0;
            while (same < shared.length()
                    && same < path.length()
                    && shared.charAt(same) == path.charAt(same)) {
                same++;
            }
            shared = shared.substring(0, same);
        }
        return shared.substring(0, shared.lastIndexOf('/') + 1);
    }

    static void join(Thread thread) {
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
    }

    private static void check(String object, long result) {
        if (result < 0) {
            throw Errno.failure("mount", object, (int) -result);
        }
    }
}
