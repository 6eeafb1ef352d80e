package dev.joey.container;

import dev.joey.container.spec.ImageRoot;
import dev.joey.linux.FileRoot;
import dev.joey.linux.Linux;
import java.nio.file.Path;

/**
 * A container's files, held open with all that is mounted in it.
 *
 * @param behind lets go of the root and of what it needs
 */
record ContainerLook(Container container, FileRoot root, Runnable behind) implements AutoCloseable {
    /** For looking users up. */
    ImageRoot accounts(Linux linux) {
        return (path, maxBytes) -> linux.readInRoot(Path.of(root.procPath()), path, maxBytes);
    }

    @Override
    public void close() {
        behind.run();
    }
}
