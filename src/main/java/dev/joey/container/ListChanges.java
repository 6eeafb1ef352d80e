package dev.joey.container;

import dev.joey.container.tree.TreeDiff;
import dev.joey.error.EngineException;
import dev.joey.linux.FileEntry;
import dev.joey.linux.Folder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tells what a container changed of its image's files. */
@ApplicationScoped
class ListChanges {
    private final LockedContainers locked;
    private final ContainerTrees trees;

    ListChanges(LockedContainers locked, ContainerTrees trees) {
        this.locked = locked;
        this.trees = trees;
    }

    /** What happened to a file. */
    enum Kind {
        MODIFIED(0),
        ADDED(1),
        DELETED(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** What the API calls it. */
        int number() {
            return number;
        }
    }

    /**
     * A change.
     *
     * @param path absolute, in the container
     */
    record Change(Kind kind, String path) {}

    /**
     * Lists in the order of the paths.
     *
     * @throws EngineException.NotFound if there is no such container
     */
    List<Change> list(String reference) {
        ContainerTrees.Look look;
        try (LockedContainers.Held held = locked.hold(reference)) {
            look = trees.changed(held.now());
        }
        List<Change> changes = new ArrayList<>();
        try (look) {
            TreeDiff.compare(look.image(), look.root(), look.written(), new Listing(changes));
        } catch (IOException e) {
            throw new EngineException.Internal(
                    "cannot compare container " + reference + ": " + e.getMessage(), e);
        }
        return changes;
    }

    private record Listing(List<Change> into) implements TreeDiff.Sink {
        @Override
        public void added(String path, Folder parent, FileEntry entry) {
            add(Kind.ADDED, path);
        }

        @Override
        public void modified(String path, Folder parent, FileEntry entry) {
            add(Kind.MODIFIED, path);
        }

        @Override
        public void deleted(String path) {
            add(Kind.DELETED, path);
        }

        private void add(Kind kind, String raw) {
            into.add(
                    new Change(
                            kind,
                            "/"
                                    + new String(
                                            raw.getBytes(StandardCharsets.ISO_8859_1),
                                            StandardCharsets.UTF_8)));
        }
    }
}
