package dev.joey.image;

/**
 * The extension point for images that have come: every CDI bean of this type is called, once for
 * each image, when it is unpacked and its rows are stored, and before the client is told that it is
 * there. What it throws is logged and changes nothing.
 */
public interface ImageArrivals {
    /**
     * An image is there.
     *
     * @param how {@code pull}, {@code load}, {@code import} or {@code commit}
     */
    void arrived(Image image, String how);
}
