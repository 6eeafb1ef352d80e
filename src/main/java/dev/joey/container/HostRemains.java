package dev.joey.container;

import dev.joey.network.Networks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/** What a container leaves on the host. Clearing it again is no error. */
@ApplicationScoped
class HostRemains {
    private final ContainerRoots roots;
    private final ContainerFiles files;
    private final Networks networks;
    private final ContainerMounts mounts;

    HostRemains(
            ContainerRoots roots, ContainerFiles files, Networks networks, ContainerMounts mounts) {
        this.roots = roots;
        this.files = files;
        this.networks = networks;
        this.mounts = mounts;
    }

    /** Clears what a run leaves: the mounted root, its volumes and networks. */
    void clearRun(ContainerId id) {
        roots.unmount(id);
        mounts.detach(id);
        networks.clear(id.value());
    }

    /** Ids of containers, known or not, for which a network namespace is kept. */
    Collection<String> networked() {
        return networks.present();
    }

    /** Removes anonymous volumes that nobody uses any more. */
    void sweep() {
        mounts.sweep();
    }

    /** Clears the files. */
    void clear(ContainerId id) {
        files.remove(id);
    }
}
