package dev.joey;

import dev.joey.image.Images;
import dev.joey.volume.Volumes;
import jakarta.enterprise.context.ApplicationScoped;

/** What containers are made of, and what is to be there before them. */
@ApplicationScoped
class Parts {
    private final Images images;
    private final Volumes volumes;

    Parts(Images images, Volumes volumes) {
        this.images = images;
        this.volumes = volumes;
    }

    /** Makes rows and reality agree. */
    void reconcile() {
        images.reconcile();
        volumes.reconcile();
    }
}
