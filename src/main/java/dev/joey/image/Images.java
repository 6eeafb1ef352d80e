package dev.joey.image;

import java.util.Optional;

/** What containers need of images; {@code ImageManager} is it. */
public interface Images {
    /**
     * Looks an image up by name, name with tag or digest, id, or unique id prefix, as Docker does.
     *
     * @throws dev.joey.error.EngineException.NotFound {@code No such image: x:latest}
     */
    Image get(String reference);

    /** Like {@link #get} for lookups where absence is fine. */
    Optional<Image> find(String reference);

    /**
     * Makes sure that the image's layers are committed snapshots; returns the key of the top one,
     * or empty.
     */
    String unpack(Image image, String snapshotter);

    /**
     * Makes an image of another one and one layer more.
     *
     * @throws dev.joey.error.EngineException.NotFound if the base is gone
     * @throws dev.joey.error.EngineException.InvalidParameter if its new name is none
     */
    Image make(NewImage image, LayerSource layer);

    /** Records, in the caller's transaction, that a container uses an image. */
    void use(Image image, String containerId);

    /** Takes the record away, in the caller's transaction. */
    void release(String containerId);

    /**
     * Makes containerd agree with the rows. Called once at the daemon's start, before any request:
     * leases of interrupted loads go, images that lost theirs get it back.
     */
    void reconcile();
}
