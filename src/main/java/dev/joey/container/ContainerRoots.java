package dev.joey.container;

import dev.joey.containerd.RootMount;
import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.image.Images;
import dev.joey.linux.Linux;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
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

    void unmount(ContainerId id) {
        linux.unmount(files.root(id));
    }

    private List<RootMount> layer(Container container) {
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
