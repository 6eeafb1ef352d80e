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
     * Removes {@code <id>-json.log} and what was rotated from it, then the folder if nothing else
     * is in it.
     */
    static void remove(Path folder, String id) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, id + "-json.log*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException | DirectoryNotEmptyException nothingToDo) {
            // Never written, or the folder is in use by others.
        } catch (IOException failed) {
            throw new EngineException.Unavailable("remove the log of container " + id, failed);
        }
    }
}
