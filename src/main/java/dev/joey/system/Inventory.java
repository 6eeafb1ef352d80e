package dev.joey.system;

import dev.joey.container.ContainerViews;
import dev.joey.image.Images;
import jakarta.enterprise.context.ApplicationScoped;

/** How much the engine holds. */
@ApplicationScoped
class Inventory {
    private final ContainerViews containers;
    private final Images images;

    Inventory(ContainerViews containers, Images images) {
        this.containers = containers;
        this.images = images;
    }

    ContainerViews.Counts containers() {
        return containers.counts();
    }

    int images() {
        return images.count();
    }
}
