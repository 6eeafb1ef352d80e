package dev.joey.image;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a stream that may be compressed by gzip, zstd or bzip2. No program is run. */
public final class Uncompressed {
    private Uncompressed() {}

    /**
     * Tells the compression by the first bytes.
     *
     * @throws EngineException.InvalidParameter if the stream is empty or compressed in a way that
     *     is not read here
     */
    public static InputStream of(InputStream stream) throws IOException {
        return Compression.uncompressed(stream);
    }
}
