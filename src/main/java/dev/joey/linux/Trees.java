package dev.joey.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trees of files that others may change meanwhile. */
public interface Trees {
    /** The trees of the machine that a kernel runs. */
    static Trees of(Syscall syscall) {
        return new HostTrees(syscall);
    }

    /**
     * Opens a folder of the host.
     *
     * @throws dev.joey.error.EngineException.Internal if it is no folder
     */
    OpenFolder folder(Path path);

    /** Opens a root of the host. */
    FileRoot root(Path path);

    /**
     * Opens the root of a process with all that is mounted for it; empty if there is no such
     * process.
     */
    Optional<FileRoot> rootOf(long pid);

    /**
     * Mounts things at a place that only the answer sees: in a mount namespace of its own, which
     * ends with the answer or with this process, so that nothing is ever left.
     *
     * @param place a folder of the host where the root is mounted
     * @param mounts the root's own first, in the order in which they are made
     */
    FileRoot assembled(Path place, List<PrivateMount> mounts);

    /** Copies what is in a folder, and what it is itself. */
    void copy(OpenFolder from, OpenFolder to);

    /**
     * Binds a path within a folder of the host to a place of the host; symlinks stay within.
     *
     * @throws dev.joey.error.EngineException.NotFound if there is nothing at that path
     */
    void bindWithin(Path source, String below, Path target);
}
