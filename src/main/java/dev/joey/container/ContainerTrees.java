package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.containerd.RootMount;
import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.linux.FileTrees;
import dev.joey.linux.Folder;
import dev.joey.linux.Linux;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Opens the files of containers for reading, whether they run or not. Each look has mounts of its
 * own, read-only, so that it goes on when the container is stopped, started or removed meanwhile.
 */
@ApplicationScoped
class ContainerTrees {
    private static final Logger LOG = Logger.getLogger(ContainerTrees.class);
    private static final String VIEW = "joey-look-";
    private static final String UPPER = "upperdir=";
    private static final String LOWER = "lowerdir=";
    private static final String WORK = "workdir=";

    private final Snapshots snapshots;
    private final Linux linux;
    private final FileTrees trees;
    private final ContainerFiles files;
    private final Path looks;
    private final String snapshotter;

    ContainerTrees(
            Snapshots snapshots,
            Linux linux,
            FileTrees trees,
            ContainerFiles files,
            EngineConfig config) {
        this.snapshots = snapshots;
        this.linux = linux;
        this.trees = trees;
        this.files = files;
        this.looks = config.execRoot().resolve("looks");
        this.snapshotter = config.snapshotter();
    }

    /**
     * A container's files as they are now.
     *
     * @param image the root of its image; null if that has no files, or if only the whole was asked
     * @param root its own root
     * @param written where its snapshotter keeps what it wrote, or null if there is no such folder
     */
    record Look(Folder image, Folder root, Folder written, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /** Opens the root. The container is held by the caller until this is back, and no longer. */
    Look whole(Container container) {
        Opening opening = new Opening(container);
        return opening.open(() -> new Look(null, opening.root(), null, opening::close));
    }

    /** Opens what is needed to see what the container changed. Held as for {@link #whole}. */
    Look changed(Container container) {
        Opening opening = new Opening(container);
        return opening.open(
                () -> new Look(opening.image(), opening.root(), opening.written(), opening::close));
    }

    /** Clears away the looks of a daemon that died. */
    void clear() {
        for (Snapshots.SnapshotInfo snapshot : snapshots.list(snapshotter)) {
            if (snapshot.key().startsWith(VIEW)) {
                snapshots.remove(snapshotter, snapshot.key());
            }
        }
        if (!Files.isDirectory(looks)) {
            return;
        }
        try (Stream<Path> left = Files.list(looks)) {
            left.forEach(this::detach);
        } catch (IOException e) {
            LOG.warnf("cannot clear %s: %s", looks, e.getMessage());
        }
    }

    private void detach(Path place) {
        linux.unmount(place);
        try {
            boolean _ = Files.deleteIfExists(place);
        } catch (IOException e) {
            LOG.warnf("cannot remove %s: %s", place, e.getMessage());
        }
    }

    /** What was made for a look, and how to take it back. */
    private final class Opening {
        private final Container container;
        private final String of;
        private final Deque<Runnable> undo = new ArrayDeque<>();

        Opening(Container container) {
            this.container = container;
            this.of = container.spec().host().snapshotter();
        }

        Look open(Supplier<Look> how) {
            try {
                return how.get();
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        void close() {
            while (!undo.isEmpty()) {
                try {
                    undo.pop().run();
                } catch (RuntimeException e) {
                    LOG.warnf(e, "a look at container %s is not ended", container.id().brief());
                }
            }
        }

        Folder root() {
            if (container.run().isPresent()) {
                // The very file system that the container writes to, under one more mount.
                return mounted(
                        List.of(
                                new RootMount(
                                        "bind",
                                        files.root(container.id()).toString(),
                                        List.of("bind", "ro"))));
            }
            return mounted(layer().stream().map(ContainerTrees::readOnly).toList());
        }

        Folder image() {
            String parent =
                    snapshots
                            .stat(of, container.id().value())
                            .map(Snapshots.SnapshotInfo::parent)
                            .orElse("");
            if (parent.isEmpty()) {
                return null;
            }
            String key = VIEW + UUID.randomUUID();
            List<RootMount> mounts = snapshots.view(of, key, parent);
            undo.push(() -> snapshots.remove(of, key));
            return mounted(mounts);
        }

        Folder written() {
            List<RootMount> layer = layer();
            Optional<String> upper =
                    layer.size() == 1
                            ? layer.getFirst().options().stream()
                                    .filter(option -> option.startsWith(UPPER))
                                    .findFirst()
                            : Optional.empty();
            if (upper.isEmpty()) {
                return null;
            }
            try {
                return opened(Path.of(upper.get().substring(UPPER.length())));
            } catch (EngineException.NotFound _) {
                // containerd sees other folders than this process; comparing all is right too.
                return null;
            }
        }

        private List<RootMount> layer() {
            try {
                return snapshots.mounts(of, container.id().value());
            } catch (EngineException.NotFound _) {
                throw new EngineException.NotFound(
                        "container " + container.id() + " has no root file system yet");
            }
        }

        private Folder mounted(List<RootMount> mounts) {
            Path place = looks.resolve(UUID.randomUUID().toString());
            try {
                Files.createDirectories(
                        place,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            } catch (IOException e) {
                throw new EngineException.Unavailable(
                        "cannot make " + place + ": " + e.getMessage(), e);
            }
            undo.push(() -> detach(place));
            mounts.forEach(m -> linux.mount(m.type(), m.source(), place, m.options()));
            return opened(place);
        }

        private Folder opened(Path place) {
            Folder folder = trees.open(place);
            undo.push(folder::close);
            return folder;
        }
    }

    /**
     * The same files, not to be written: an overlay whose upper folder is one more lower one, since
     * two overlays must not have the same upper folder.
     */
    static RootMount readOnly(RootMount mount) {
        List<String> options = new ArrayList<>();
        String upper = "";
        for (String option : mount.options()) {
            if (option.startsWith(UPPER)) {
                upper = option.substring(UPPER.length()) + ":";
            } else if (!option.equals("rw") && !option.startsWith(WORK)) {
                options.add(option);
            }
        }
        String above = upper;
        options.replaceAll(
                option ->
                        option.startsWith(LOWER)
                                ? LOWER + above + option.substring(LOWER.length())
                                : option);
        if (!options.contains("ro")) {
            options.add("ro");
        }
        return new RootMount(mount.type(), mount.source(), options);
    }
}
