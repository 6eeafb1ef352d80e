package dev.joey.image;

import dev.joey.error.EngineException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Compressed bytes and what becomes of them, compared as they pass: what grows too much was made to
 * fill a disk.
 *
 * @param ratio how many times as much may come out as went in
 * @param freelyBytes what may come out in any case
 */
record Inflation(int ratio, long freelyBytes) {
    /** Turns compressed bytes into plain ones. */
    @FunctionalInterface
    interface Inflater {
        InputStream of(InputStream compressed) throws IOException;
    }

    /** The plain bytes; reading too many of them is refused as invalid. */
    InputStream watch(InputStream compressed, Inflater inflater) throws IOException {
        Counted counted = new Counted(compressed);
        Counted out = new Counted(inflater.of(counted));
        return new FilterInputStream(out) {
            @Override
            public int read() throws IOException {
                return checked(counted, out, super.read());
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return checked(counted, out, super.read(into, offset, length));
            }
        };
    }

    private int checked(Counted in, Counted out, int read) {
        if (out.bytes > freelyBytes && out.bytes / ratio > in.bytes) {
            throw new EngineException.InvalidParameter(
                    "the archive unpacks to more than "
                            + ratio
                            + " times its size, which is refused (see image-unpack-ratio)");
        }
        return read;
    }

    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = in.read(into, offset, length);
            bytes += Math.max(some, 0);
            return some;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(count);
            bytes += skipped;
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
