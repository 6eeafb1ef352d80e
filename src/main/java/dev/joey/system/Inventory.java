package dev.joey.system;

import dev.joey.container.ContainerCensus;
import dev.joey.event.EventFeeds;
import dev.joey.image.ImageCensus;
import jakarta.enterprise.context.ApplicationScoped;

/** How much the engine holds. */
@ApplicationScoped
class Inventory {
    private final ContainerCensus containers;
    private final ImageCensus images;
    private final EventFeeds events;

    Inventory(ContainerCensus containers, ImageCensus images, EventFeeds events) {
        this.containers = containers;
        this.images = images;
        this.events = events;
    }

    ContainerCensus.Count containers() {
        return containers.count();
    }

    int images() {
        return images.count();
    }

    int eventObservers() {
        return events.observers();
    }
}
