package dev.joey.container;

import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/** The door of containers' files as wholes: what lies on their image's layers. */
@ApplicationScoped
public class ContainerLayers {
    private final ContainerTrees trees;
    private final ExportContainer export;
    private final ListChanges changes;
    private final CommitContainer commit;

    ContainerLayers(
            ContainerTrees trees,
            ExportContainer export,
            ListChanges changes,
            CommitContainer commit) {
        this.trees = trees;
        this.export = export;
        this.changes = changes;
        this.commit = commit;
    }

    /** Undoes what a daemon that died was at. Called once, behind the containers' own reconcile. */
    public void reconcile() {
        trees.clear();
        commit.reconcile();
    }

    /**
     * Writes all files of a container as tar.
     *
     * @param to asked for when nothing can be refused any more
     * @throws dev.joey.error.EngineException.NotFound if there is no such container
     */
    void export(String reference, Supplier<OutputStream> to) {
        export.export(reference, to);
    }

    /**
     * What a container changed of its image's files, in the order of the paths.
     *
     * @throws dev.joey.error.EngineException.NotFound if there is no such container
     */
    List<ListChanges.Change> changes(String reference) {
        return changes.list(reference);
    }

    /**
     * Makes an image of a container; answers its id.
     *
     * @throws dev.joey.error.EngineException.NotFound if there is no such container, or its image
     *     is gone
     */
    Digest commit(CommitContainer.Request request) {
        return commit.commit(request);
    }
}
