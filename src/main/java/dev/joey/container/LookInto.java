package dev.joey.container;

import dev.joey.linux.FileRoot;
import dev.joey.linux.PrivateMount;
import dev.joey.linux.Trees;
import dev.joey.volume.Volumes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Opens containers' files. Those of one that runs are what its first process sees; those of another
 * are put together in a mount namespace of their own, and the container is held meanwhile.
 */
@ApplicationScoped
class LookInto {
    private final LockedContainers locked;
    private final ContainerRoots roots;
    private final ContainerFiles files;
    private final Volumes volumes;
    private final Trees trees;

    LookInto(
            LockedContainers locked,
            ContainerRoots roots,
            ContainerFiles files,
            Volumes volumes,
            Trees trees) {
        this.locked = locked;
        this.roots = roots;
        this.files = files;
        this.volumes = volumes;
        this.trees = trees;
    }

    /**
     * Opens. Closed by the thread that opened it.
     *
     * @throws dev.joey.error.EngineException.NotFound if there is no such container
     */
    ContainerLook open(String reference) {
        LockedContainers.Held held = locked.hold(reference);
        try {
            Container container = held.now();
            Optional<FileRoot> live =
                    container.run().flatMap(run -> liveRoot(container.id(), run.pid()));
            if (live.isPresent()) {
                held.close();
                return new ContainerLook(container, live.get(), live.get()::close);
            }
            return still(held);
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /**
     * The root that the container's first process sees, if the process is still that: its number
     * may have been given to another since.
     */
    private Optional<FileRoot> liveRoot(ContainerId id, long pid) {
        Optional<FileRoot> found = trees.rootOf(pid);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (FileRoot ours = trees.root(files.root(id))) {
            if (ours.stat().isSameAs(found.get().stat())) {
                return found;
            }
        }
        found.get().close();
        return Optional.empty();
    }

    private ContainerLook still(LockedContainers.Held held) {
        Container container = held.now();
        List<Volumes.Held> ready = new ArrayList<>();
        try {
            List<PrivateMount> inside = inside(container, ready);
            FileRoot root;
            if (container.run().isPresent()) {
                // Its first process has gone, or has chosen another root.
                List<PrivateMount> all = new ArrayList<>();
                String place = files.root(container.id()).toString();
                all.add(new PrivateMount("", place, "", "", List.of("rbind")));
                all.addAll(inside);
                root = trees.assembled(files.root(container.id()), all);
            } else {
                held.awaitCleared();
                root = roots.look(container, trees, inside);
            }
            return new ContainerLook(container, root, () -> letGo(root, ready, held));
        } catch (RuntimeException e) {
            ready.forEach(Volumes.Held::close);
            throw e;
        }
    }

    private static void letGo(FileRoot root, List<Volumes.Held> ready, LockedContainers.Held held) {
        try (held) {
            root.close();
            ready.forEach(Volumes.Held::close);
        }
    }

    private List<PrivateMount> inside(Container container, List<Volumes.Held> ready) {
        List<PrivateMount> mounts = new ArrayList<>();
        container.spec().storage().points().stream()
                .filter(point -> !ContainerMounts.isHidden(container, point))
                .sorted(Comparator.comparingInt(point -> point.destination().length()))
                .forEach(
                        point -> {
                            if (point.isVolume()) {
                                Volumes.Held held = volumes.hold(point.name());
                                ready.add(held);
                                mounts.add(
                                        mount(
                                                point,
                                                held.path().toString(),
                                                point.detail().subpath()));
                            } else if (point.isBind()) {
                                mounts.add(mount(point, point.source(), ""));
                            }
                        });
        return mounts;
    }

    private static PrivateMount mount(MountPoint point, String source, String below) {
        return new PrivateMount(
                "",
                source,
                point.destination(),
                below,
                point.rw() ? List.of("rbind") : List.of("rbind", "ro"));
    }
}
