package dev.joey.image;

import dev.joey.oci.Reference;

/**
 * An extension point: a CDI bean that implements this is told of images that came. Several beans
 * are called in the order of their {@code @Priority}, the highest first.
 */
public interface ImageHook {
    /**
     * An image was pulled: it is registered, unpacked for the engine's snapshotter, and can be used
     * by others from now on. Called on the pull's thread; the pull is answered when this returns.
     *
     * @param name it was pulled by
     * @throws RuntimeException if the pull shall be told as failed; the image stays
     */
    void pulled(Image image, Reference name);
}
