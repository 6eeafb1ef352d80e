package dev.joey.image;

import dev.joey.error.EngineException;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** What compresses a stream, told by its first bytes. All in this process, no program is run. */
enum Compression {
    NONE,
    GZIP,
    ZSTD,
    BZIP2,
    XZ;

    /** Enough for every magic number. */
    static final int MAGIC_BYTES = 6;

    /** xz -9 takes 65 MiB to unpack; what asks for more is refused. */
    private static final int XZ_MEMORY_KIB = 80 << 10;

    private static final int BUFFER_BYTES = 64 << 10;

    /** What begins with these bytes. Sources: RFC 1952, RFC 8878, the formats' pages. */
    static Compression of(byte[] head, int length) {
        if (starts(head, length, 0x1f, 0x8b, 0x08)) {
            return GZIP;
        }
        // A zstd stream may begin with a skippable frame, 0x184D2A50 to 0x184D2A5F.
        if (starts(head, length, 0x28, 0xb5, 0x2f, 0xfd)
                || (length >= 4
                        && (head[0] & 0xf0) == 0x50
                        && head[1] == 0x2a
                        && head[2] == 0x4d
                        && head[3] == 0x18)) {
            return ZSTD;
        }
        if (starts(head, length, 'B', 'Z', 'h')) {
            return BZIP2;
        }
        if (starts(head, length, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        return NONE;
    }

    /**
     * The uncompressed bytes of an archive.
     *
     * @param limit of what a compressed one may become
     * @throws EngineException.InvalidParameter if it is empty; when too much is read, too
     */
    static InputStream uncompressed(InputStream archive, Inflation limit) throws IOException {
        BufferedInputStream in = new BufferedInputStream(archive, BUFFER_BYTES);
        in.mark(MAGIC_BYTES);
        byte[] head = in.readNBytes(MAGIC_BYTES);
        in.reset();
        if (head.length == 0) {
            throw new EngineException.InvalidParameter("the archive is empty");
        }
        Compression compression = of(head, head.length);
        return compression == NONE ? in : limit.watch(in, compression::inflated);
    }

    private InputStream inflated(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(new Continuing(in), BUFFER_BYTES);
            case ZSTD -> new ZstdInputStream(in);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
        };
    }

    private static boolean starts(byte[] head, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Says that more may come. {@link GZIPInputStream} takes a stream that has nothing at hand for
     * one that has ended, and would drop further gzip members of a slow client.
     */
    private static final class Continuing extends FilterInputStream {
        Continuing(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return Math.max(1, super.available());
        }
    }
}
