package dev.joey.stdio;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The log files of a container as they lie in its folder. */
final class LogFiles {
    private LogFiles() {}

    /**
     * Removes the log files of all drivers and what was rotated from them, then the folder if
     * nothing else is in it.
     */
    static void remove(Path folder, String id) {
        try {
            removeAll(folder, id + "-json.log*");
            removeAll(folder, "container-cached.log*");
            Path local = folder.resolve("local-logs");
            if (Files.isDirectory(local)) {
                removeAll(local, "container.log*");
                Files.deleteIfExists(local);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException | DirectoryNotEmptyException nothingToDo) {
            // Never written, or the folder is in use by others.
        } catch (IOException failed) {
            throw new EngineException.Unavailable("remove the log of container " + id, failed);
        }
    }

    private static void removeAll(Path folder, String pattern) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
