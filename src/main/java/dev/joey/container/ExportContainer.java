package dev.joey.container;

import dev.joey.container.tree.TreeTar;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Supplier;

/** Writes all files of a container as tar. */
@ApplicationScoped
class ExportContainer {
    private final LockedContainers locked;
    private final ContainerTrees trees;

    ExportContainer(LockedContainers locked, ContainerTrees trees) {
        this.locked = locked;
        this.trees = trees;
    }

    /**
     * Exports.
     *
     * @param to asked for when nothing can be refused any more
     * @throws EngineException.NotFound if there is no such container
     */
    void export(String reference, Supplier<OutputStream> to) {
        Container container;
        ContainerTrees.Look look;
        try (LockedContainers.Held held = locked.hold(reference)) {
            container = held.now();
            look = trees.whole(container);
        }
        try (look;
                TreeTar tar = new TreeTar(to.get())) {
            tar.all(look.root());
        } catch (IOException e) {
            throw new EngineException.Internal(
                    "cannot export container " + container.id() + ": " + e.getMessage(), e);
        }
        locked.tell(container, "export", Map.of());
    }
}
