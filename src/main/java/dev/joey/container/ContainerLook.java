package dev.joey.container;

import dev.joey.container.spec.ImageRoot;
import dev.joey.linux.FileRoot;
import dev.joey.linux.Linux;
import java.nio.file.Path;

/**
 * A container's files, held open with all that is mounted in it.
 *
 * @param behind let go after the root
 */
record ContainerLook(Container container, FileRoot root, AutoCloseable behind)
        implements AutoCloseable {
    /** For looking users up. */
    ImageRoot accounts(Linux linux) {
        return (path, maxBytes) -> linux.readInRoot(Path.of(root.procPath()), path, maxBytes);
    }

    @Override
    public void close() {
        try {
            root.close();
        } finally {
            try {
                behind.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
