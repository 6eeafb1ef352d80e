package dev.joey.image;

import java.io.IOException;
import java.io.OutputStream;

/** Who writes the files of a new layer. */
@FunctionalInterface
public interface LayerSource {
    /**
     * Writes them as tar with OCI's whiteouts, plain, to its end; the caller closes. Runs on a
     * thread of its own.
     */
    void writeTo(OutputStream tar) throws IOException;
}
