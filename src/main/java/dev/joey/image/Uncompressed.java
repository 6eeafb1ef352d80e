package dev.joey.image;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a stream that may be compressed by gzip, zstd, bzip2 or xz. No program is run. */
public final class Uncompressed {
    /** The best that gzip can do with nothing but zeros, and a little more. */
    private static final Inflation LIMIT = new Inflation(1100, 1L << 30);

    private Uncompressed() {}

    /**
     * Tells the compression by the first bytes.
     *
     * @throws EngineException.InvalidParameter if the stream is empty or compressed in a way that
     *     is not read here
     */
    public static InputStream of(InputStream stream) throws IOException {
        return Compression.uncompressed(stream, LIMIT);
    }
}
