package dev.joey.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From a thread that writes to one that reads, through a bounded number of pieces. The reader sees
 * the end only when the writer said that all is written.
 */
final class LayerPipe {
    private static final int PIECES = 8;
    private static final Piece END = new Piece(new byte[0], Kind.END);
    private static final Piece BROKEN = new Piece(new byte[0], Kind.BROKEN);

    private enum Kind {
        BYTES,
        END,
        BROKEN
    }

    private record Piece(byte[] bytes, Kind kind) {}

    private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean unread;

    /** Where the writer writes; closing it is the end. */
    OutputStream in() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                put(new Piece(new byte[] {(byte) b}, Kind.BYTES));
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                byte[] piece = new byte[length];
                System.arraycopy(bytes, offset, piece, 0, length);
                if (length > 0) {
                    put(new Piece(piece, Kind.BYTES));
                }
            }
        };
    }

    /** All is written. */
    void end() throws IOException {
        put(END);
    }

    /** The writer failed; the reader fails too. */
    void breakOff() throws IOException {
        put(BROKEN);
    }

    private void put(Piece piece) throws IOException {
        boolean taken = false;
        try {
            // A reader that left takes nothing more: its leaving empties the queue.
            while (!unread && !taken) {
                taken = pieces.offer(piece, 100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a layer was written");
        }
        if (!taken) {
            throw new IOException("nobody reads the layer any more");
        }
    }

    /** Where the reader reads; closing it says that it wants no more. */
    InputStream out() {
        return new Out();
    }

    private final class Out extends InputStream {
        private Piece piece = END;
        private int at;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (!ended && at == piece.bytes.length) {
                next();
            }
            if (ended) {
                return -1;
            }
            int count = Math.min(length, piece.bytes.length - at);
            System.arraycopy(piece.bytes, at, into, offset, count);
            at += count;
            return count;
        }

        private void next() throws IOException {
            try {
                piece = pieces.take();
                at = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a layer was read");
            }
            if (piece.kind == Kind.BROKEN) {
                throw new IOException("the layer could not be written to its end");
            }
            ended = piece.kind == Kind.END;
        }

        @Override
        public void close() {
            unread = true;
            pieces.clear();
        }
    }
}
