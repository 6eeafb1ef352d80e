package dev.joey.image;

import dev.joey.oci.Digest;
import dev.joey.oci.Reference;

/**
 * Who is told how a load goes on. Each method may throw to end the load, as when the client has
 * left.
 */
interface LoadProgress {
    /**
     * More of a layer has come.
     *
     * @param shortId 12 hexadecimal digits
     * @param currentBytes so far
     * @param totalBytes in all
     */
    void layer(String shortId, long currentBytes, long totalBytes);

    /** A name moves to a loaded image from another one. */
    void renamed(Reference name, Digest former);

    /** An image is there, under this name. */
    void loaded(Reference name);

    /** An image is there, without a name. */
    void loaded(Image image);
}
