package dev.joey.volume;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Where volumes lie on the host: {@code <data-root>/volumes/<name>/_data}, as Docker has it. */
@ApplicationScoped
class VolumeFolders {
    private final Path volumes;

    VolumeFolders(EngineConfig config) {
        this.volumes = config.dataRoot().resolve("volumes");
    }

    /** Of one volume. */
    Path folder(String name) {
        return volumes.resolve(name);
    }

    /** What containers see of it. */
    Path data(String name) {
        return folder(name).resolve("_data");
    }

    /** Makes the folders; the data belongs to root, and all may look into it. */
    void make(String name) {
        mkdir(volumes, "rwx--x---");
        mkdir(folder(name), "rwx-----x");
        mkdir(data(name), "rwxr-xr-x");
    }

    /** Removes the folders if nothing is in them. */
    void removeEmpty(String name) {
        try {
            boolean _ = Files.deleteIfExists(data(name));
            boolean _ = Files.deleteIfExists(folder(name));
        } catch (DirectoryNotEmptyException _) {
            // Somebody's data: not ours to delete.
        } catch (IOException e) {
            throw new EngineException.Internal(
                    "cannot remove " + folder(name) + ": " + e.getMessage(), e);
        }
    }

    /** Removes a volume's folder with all that is in it; links are not followed. */
    void remove(String name) {
        Path folder = folder(name);
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new Deletion());
        } catch (IOException e) {
            throw new EngineException.Internal(
                    "cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Removes what is in a volume. */
    void clear(String name) {
        remove(name);
        make(name);
    }

    /** The names of all folders here. */
    List<String> present() {
        if (!Files.isDirectory(volumes)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(volumes)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new EngineException.Internal("cannot list " + volumes + ": " + e.getMessage(), e);
        }
    }

    private static void mkdir(Path path, String mode) {
        if (Files.isDirectory(path)) {
            return;
        }
        try {
            Files.createDirectories(path);
            // Not as an attribute of creation: the umask would take from it.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new EngineException.Unavailable("cannot make " + path + ": " + e.getMessage(), e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            boolean _ = Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                throws IOException {
            boolean _ = Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
