package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import dev.joey.linux.Linux;
import dev.joey.linux.Trees;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parts of volumes, bound to places of the engine's own before the runtime sees them: looked up on
 * descriptors, so that no symlink in the volume leads out of it.
 */
@ApplicationScoped
class SubpathBinds {
    private final Path places;
    private final Trees trees;
    private final Linux linux;

    SubpathBinds(EngineConfig config, Trees trees, Linux linux) {
        this.places = config.execRoot().resolve("subpaths");
        this.trees = trees;
        this.linux = linux;
    }

    /**
     * Binds.
     *
     * @throws EngineException.NotFound if the volume has no such path
     */
    Path bind(ContainerId id, MountPoint point, Path volume) {
        Path folder = places.resolve(id.value());
        try {
            Files.createDirectories(folder);
            int number = entries(folder).size();
            Path place = folder.resolve(Integer.toString(number));
            Path wanted = volume.resolve(point.detail().subpath());
            if (Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(wanted)) {
                Files.createDirectory(place);
            } else {
                Files.createFile(place);
            }
            trees.bindWithin(volume, point.detail().subpath(), place);
            return place;
        } catch (IOException e) {
            throw new EngineException.Internal("cannot bind below " + volume, e);
        }
    }

    /** Takes all of a container's away. */
    void unbind(ContainerId id) {
        Path folder = places.resolve(id.value());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            for (Path place : entries(folder)) {
                linux.unmount(place);
                Files.delete(place);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new EngineException.Internal("cannot clear " + folder, e);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
