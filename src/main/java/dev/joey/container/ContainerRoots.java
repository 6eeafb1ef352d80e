package dev.joey.container;

import dev.joey.containerd.RootMount;
import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.linux.FileRoot;
import dev.joey.linux.Linux;
import dev.joey.linux.PrivateMount;
import dev.joey.linux.Trees;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The root file systems of containers, mounted by the engine so that it can look into them before
 * the process runs.
 */
@ApplicationScoped
class ContainerRoots {
    private final Snapshots snapshots;
    private final Images images;
    private final Linux linux;
    private final ContainerFiles files;

    ContainerRoots(Snapshots snapshots, Images images, Linux linux, ContainerFiles files) {
        this.snapshots = snapshots;
        this.images = images;
        this.linux = linux;
        this.files = files;
    }

    /** Makes the writable layer of a new container. */
    void make(Container container, Image image) {
        String snapshotter = container.spec().host().snapshotter();
        String key = container.id().value();
        try {
            var _ = snapshots.prepare(snapshotter, key, image.chainId());
        } catch (EngineException.NotFound _) {
            // The image's layers were never unpacked for this snapshotter, or are gone.
            var _ = snapshots.prepare(snapshotter, key, images.unpack(image, snapshotter));
        }
    }

    /** Takes the writable layer of a container that is not to be away. */
    void remove(Container container) {
        remove(container.spec().host().snapshotter(), container.id());
    }

    /** Takes a writable layer away; none is no error. */
    void remove(String snapshotter, ContainerId id) {
        snapshots.remove(snapshotter, id.value());
    }

    /**
     * Mounts the writable layer of a container and answers where. Makes the layer if a kill kept
     * create from it.
     */
    Path mount(Container container) {
        ContainerId id = container.id();
        files.makeRoot(id);
        Path root = files.root(id);
        linux.unmount(root);
        for (RootMount mount : layer(container)) {
            linux.mount(mount.type(), mount.source(), root, mount.options());
        }
        return root;
    }

    /**
     * Mounts the writable layer of a container that does not run for the answer alone; see {@link
     * Trees#assembled}.
     *
     * @param inside what is mounted within
     */
    FileRoot look(Container container, Trees trees, List<PrivateMount> inside) {
        files.makeRoot(container.id());
        List<PrivateMount> all = new ArrayList<>();
        for (RootMount mount : layer(container)) {
            all.add(new PrivateMount(mount.type(), mount.source(), "", "", mount.options()));
        }
        all.addAll(inside);
        return trees.assembled(files.root(container.id()), all);
    }

    void unmount(ContainerId id) {
        linux.unmount(files.root(id));
    }

    /** What is mounted for the writable layer of a container. */
    List<RootMount> layer(Container container) {
        String snapshotter = container.spec().host().snapshotter();
        try {
            return snapshots.mounts(snapshotter, container.id().value());
        } catch (EngineException.NotFound _) {
            String parent =
                    images.unpack(images.get(container.spec().imageId().value()), snapshotter);
            return snapshots.prepare(snapshotter, container.id().value(), parent);
        }
    }
}
