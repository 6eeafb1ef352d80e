package dev.joey.image;

import dev.joey.oci.Reference;

/** One thing that a removal took away. */
sealed interface Removal {
    /** A name. */
    record Untagged(Reference name) implements Removal {}

    /**
     * An image or a stack of layers.
     *
     * @param id of the image, or the chain id
     */
    record Deleted(String id) implements Removal {}
}
