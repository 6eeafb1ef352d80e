package dev.joey.registry;

import java.io.InputStream;

/** A blob to send, from any of its bytes on. */
@FunctionalInterface
public interface UploadSource {
    /**
     * Opens it; who asked closes.
     *
     * @param offset how many of its first bytes are left out
     */
    InputStream from(long offset);
}
