package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Where a container's own files lie on the host. */
@ApplicationScoped
class ContainerFiles {
    private final Path containers;
    private final Path roots;

    ContainerFiles(EngineConfig config) {
        this.containers = config.dataRoot().resolve("containers");
        this.roots = config.execRoot().resolve("rootfs");
    }

    /** {@code <data-root>/containers/<id>}. */
    Path folder(ContainerId id) {
        return containers.resolve(id.value());
    }

    /** The newest log file, named as Docker names it. */
    Path log(ContainerId id) {
        return folder(id).resolve(id.value() + "-json.log");
    }

    Path hostname(ContainerId id) {
        return folder(id).resolve("hostname");
    }

    Path hosts(ContainerId id) {
        return folder(id).resolve("hosts");
    }

    Path resolvConf(ContainerId id) {
        return folder(id).resolve("resolv.conf");
    }

    /** Where the root file system is mounted while the container runs. */
    Path root(ContainerId id) {
        return roots.resolve(id.value());
    }

    /** Makes the folder, for root alone. */
    void make(ContainerId id) {
        mkdir(containers);
        mkdir(folder(id));
    }

    /** Makes the mount point of the root file system. */
    void makeRoot(ContainerId id) {
        mkdir(roots);
        mkdir(root(id));
    }

    /** Removes all of a container's files; the root must be unmounted. */
    void remove(ContainerId id) {
        delete(folder(id));
        try {
            boolean _ = Files.deleteIfExists(root(id));
        } catch (IOException e) {
            throw new EngineException.Internal(
                    "cannot remove " + root(id) + ": " + e.getMessage(), e);
        }
    }

    /** The containers that have files here, known or not. */
    List<ContainerId> present() {
        return Stream.of(containers, roots)
                .flatMap(ContainerFiles::names)
                .distinct()
                .filter(name -> name.matches("[0-9a-f]{64}"))
                .map(ContainerId::new)
                .toList();
    }

    private static Stream<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new EngineException.Internal("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void mkdir(Path path) {
        try {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx--x---")));
        } catch (IOException e) {
            throw new EngineException.Unavailable("cannot make " + path + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                                throws IOException {
                            Files.delete(visited);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new EngineException.Internal(
                    "cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
