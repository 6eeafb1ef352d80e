package dev.joey.system;

/** How many images there are. */
public interface ImageCounts {
    /** Counts now. */
    int count();
}
