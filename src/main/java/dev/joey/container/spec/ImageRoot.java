package dev.joey.container.spec;

import dev.joey.linux.Linux;
import java.nio.file.Path;
import java.util.Optional;

/** The files below a container's root, which its image made and nobody vouches for. */
@FunctionalInterface
public interface ImageRoot {
    /**
     * Reads a file as a process chrooted into the root would see it.
     *
     * @param maxBytes the most that is accepted
     * @return empty if there is no such file
     * @throws dev.joey.error.EngineException.InvalidParameter if it is larger or no regular file
     */
    Optional<byte[]> read(String path, int maxBytes);

    /** The root that is mounted at a path of the host. */
    static ImageRoot of(Linux linux, Path root) {
        return (path, maxBytes) -> linux.readInRoot(root, path, maxBytes);
    }

    /** A root without files. */
    static ImageRoot empty() {
        return (path, maxBytes) -> Optional.empty();
    }
}
