package dev.joey.linux;

import java.nio.file.Path;

/**
 * Trees of files that belong to strangers, as the root of a container: read by descriptors, so that
 * no symlink in them leads out, also while a process changes them.
 */
public interface FileTrees {
    /**
     * Opens the top of a tree; the caller closes. Of the path itself symlinks are followed.
     *
     * @throws dev.joey.error.EngineException.NotFound if there is no such folder
     */
    Folder open(Path top);

    /**
     * Writes all of the file system that a path lies in to its disk. Source: syncfs(2).
     *
     * @return false if there is no such path here
     */
    boolean sync(Path path);
}
