package dev.joey.container;

import dev.joey.error.EngineException;
import dev.joey.linux.FileRoot;
import dev.joey.linux.OpenFolder;
import dev.joey.linux.Trees;
import dev.joey.volume.VolumeUse;
import dev.joey.volume.Volumes;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Copies what an image has at the place of an empty volume into it, with owners, permissions and
 * all. Source: dockerd 28.5, which does so at create.
 */
@ApplicationScoped
class VolumeFilling {
    private final Volumes volumes;
    private final ContainerRoots roots;
    private final Trees trees;

    VolumeFilling(Volumes volumes, ContainerRoots roots, Trees trees) {
        this.volumes = volumes;
        this.roots = roots;
        this.trees = trees;
    }

    /**
     * Fills.
     *
     * @throws EngineException.InvalidParameter if the image has a file at the place
     */
    void fill(Container container, List<VolumeUse> unfilled) {
        try (FileRoot root = roots.look(container, trees, List.of())) {
            // Short paths first: what is above is there before what is below.
            unfilled.stream()
                    .sorted(Comparator.comparingInt(use -> use.destination().length()))
                    .forEach(use -> fill(root, use));
        }
    }

    private void fill(FileRoot root, VolumeUse use) {
        volumes.fill(
                use.containerId(),
                use.volume(),
                use.destination(),
                into -> copy(root, use.destination(), into));
    }

    private void copy(FileRoot root, String destination, Path into) {
        Optional<OpenFolder> source;
        try {
            source = root.folder(destination);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(
                    "cannot mount volume over existing file, file exists " + destination, e);
        }
        if (source.isEmpty()) {
            return;
        }
        try (OpenFolder from = source.get();
                OpenFolder to = trees.folder(into)) {
            trees.copy(from, to);
        }
    }
}
