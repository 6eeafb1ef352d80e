package dev.joey.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** A part of a blob as a request's body of known length; counts what goes out. */
final class UploadBody {
    private final UploadSource source;
    private final LongConsumer progress;
    private final AtomicLong sentBytes = new AtomicLong();

    UploadBody(UploadSource source, LongConsumer progress) {
        this.source = source;
        this.progress = progress;
    }

    /** How many bytes have gone out, over all attempts; only ever grows. */
    long sent() {
        return sentBytes.get();
    }

    /** The bytes from {@code offset} on. */
    BodyPublisher publisher(long offset, long lengthBytes) {
        if (lengthBytes == 0) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new Counted(offset, lengthBytes)), lengthBytes);
    }

    private final class Counted extends FilterInputStream {
        private long at;
        private final long end;

        Counted(long offset, long lengthBytes) {
            super(source.from(offset));
            at = offset;
            end = offset + lengthBytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (at == end) {
                return -1;
            }
            int read = in.read(buffer, offset, (int) Math.min(length, end - at));
            if (read > 0) {
                at += read;
                sentBytes.addAndGet(read);
                progress.accept(at);
            }
            return read;
        }
    }
}
