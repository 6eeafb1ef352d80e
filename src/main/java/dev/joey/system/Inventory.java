package dev.joey.system;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/** How much the engine holds. */
@ApplicationScoped
class Inventory {
    private final Instance<ContainerCounts> containers;
    private final Instance<ImageCounts> images;

    Inventory(Instance<ContainerCounts> containers, Instance<ImageCounts> images) {
        this.containers = containers;
        this.images = images;
    }

    ContainerCounts.Count containers() {
        return containers.isResolvable()
                ? containers.get().count()
                : new ContainerCounts.Count(0, 0, 0);
    }

    int images() {
        return images.isResolvable() ? images.get().count() : 0;
    }
}
