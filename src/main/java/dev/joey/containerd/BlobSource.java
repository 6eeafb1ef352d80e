package dev.joey.containerd;

import java.io.IOException;
import java.io.InputStream;

/** A blob that can be read from any of its bytes on. */
@FunctionalInterface
public interface BlobSource {
    /**
     * Opens it; the caller closes.
     *
     * @param offset how many of its first bytes are left out
     * @throws IOException if it cannot be had now
     */
    InputStream from(long offset) throws IOException;
}
