package dev.joey.container;

import dev.joey.linux.Linux;
import dev.joey.network.Networks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/** What a container leaves on the host. Clearing it again is no error. */
@ApplicationScoped
class HostRemains {
    private final Linux linux;
    private final ContainerFiles files;
    private final Networks networks;

    HostRemains(Linux linux, ContainerFiles files, Networks networks) {
        this.linux = linux;
        this.files = files;
        this.networks = networks;
    }

    /** Clears what a run leaves: the mounted root, its networks. */
    void clearRun(ContainerId id) {
        linux.unmount(files.root(id));
        networks.clear(id.value());
    }

    /** Ids of containers, known or not, for which a network namespace is kept. */
    Collection<String> networked() {
        return networks.present();
    }

    /** Clears the files. */
    void clear(ContainerId id) {
        files.remove(id);
    }
}
