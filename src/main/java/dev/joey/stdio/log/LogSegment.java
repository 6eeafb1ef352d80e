package dev.joey.stdio.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/** One file of a log, open: renaming or removing it does not disturb its reader. */
sealed interface LogSegment extends Closeable {
    /**
     * Reads on.
     *
     * @return how many bytes; 0 at the end, which a plain file that grows may pass later
     */
    int read(byte[] target, int from, int to) throws IOException;

    /** Where in the file's records the next {@link #read} begins. */
    long position();

    /** Moves forward. */
    void skipTo(long position) throws IOException;

    @Override
    void close() throws IOException;

    /** A file as it was written. */
    final class Plain implements LogSegment {
        private final FileChannel channel;
        private final long limit;
        private long position;

        /**
         * @param limit how far to read; {@link Long#MAX_VALUE} to go on with what comes
         */
        Plain(FileChannel channel, long limit) {
            this.channel = channel;
            this.limit = limit;
        }

        FileChannel channel() {
            return channel;
        }

        @Override
        public int read(byte[] target, int from, int to) throws IOException {
            int most = (int) Math.min(to - from, limit - position);
            if (most <= 0) {
                return 0;
            }
            int count = channel.read(ByteBuffer.wrap(target, from, most), position);
            if (count > 0) {
                position += count;
            }
            return Math.max(count, 0);
        }

        /** How long the file is as far as it is to be read. */
        long size() throws IOException {
            return Math.min(limit, channel.size());
        }

        /** Whether the file is shorter than what was read of it. */
        boolean shrank() throws IOException {
            return channel.size() < position;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void skipTo(long wanted) {
            position = wanted;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A compressed file; read forward without expanding it on disk. */
    final class Packed implements LogSegment {
        private final FileChannel channel;
        private InputStream stream;
        private long position;

        Packed(FileChannel channel) {
            this.channel = channel;
        }

        Instant lastTime() throws IOException {
            return PackedLog.lastTime(channel);
        }

        /**
         * The same records in a file without a name, which may be read backwards; this segment is
         * closed.
         *
         * @param folder where there is room for it
         */
        Plain expand(Path folder) throws IOException {
            Path file = Files.createTempFile(folder, ".log-", ".tmp");
            FileChannel expanded =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(file);
            try {
                byte[] block = new byte[64 * 1024];
                for (int count = read(block, 0, block.length);
                        count > 0;
                        count = read(block, 0, block.length)) {
                    ByteBuffer buffer = ByteBuffer.wrap(block, 0, count);
                    while (buffer.hasRemaining()) {
                        expanded.write(buffer);
                    }
                }
                close();
                return new Plain(expanded, expanded.size());
            } catch (IOException e) {
                expanded.close();
                throw e;
            }
        }

        @Override
        public int read(byte[] target, int from, int to) throws IOException {
            if (stream == null) {
                channel.position(0);
                stream = new GZIPInputStream(Channels.newInputStream(channel), 32 * 1024);
            }
            int count = stream.readNBytes(target, from, to - from);
            position += count;
            return count;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void skipTo(long wanted) throws IOException {
            if (wanted > position) {
                byte[] block = new byte[64 * 1024];
                int count = 1;
                while (position < wanted && count > 0) {
                    count = read(block, 0, (int) Math.min(block.length, wanted - position));
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (stream != null) {
                stream.close();
            }
            channel.close();
        }
    }
}
