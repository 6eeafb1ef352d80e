package dev.joey.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A response's body as a stream for one thread: a few buffers ahead, so that a slow reader slows
 * the registry; and a registry that falls silent is a failure, which the JDK's own stream would
 * wait for without end.
 */
final class BodyPipe extends InputStream implements BodySubscriber<InputStream> {
    /** Arrivals that may wait here; each is a few buffers of 16 KiB. */
    private static final int AHEAD = 16;

    private final Duration silence;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> ready = new ArrayDeque<>();
    private volatile Flow.Subscription subscription;
    private volatile boolean closed;
    private Arrival end;

    /** What came. */
    private sealed interface Arrival {
        record Bytes(List<ByteBuffer> buffers) implements Arrival {}

        /** Null if it ended well. */
        record End(Throwable failure) implements Arrival {}
    }

    BodyPipe(Duration silence) {
        this.silence = silence;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrivals.add(new Arrival.Bytes(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        arrivals.add(new Arrival.End(failure));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival.End(null));
    }

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
        if (!fill()) {
            return -1;
        }
        int read = 0;
        while (read < length && !ready.isEmpty()) {
            ByteBuffer buffer = ready.peek();
            int some = Math.min(length - read, buffer.remaining());
            buffer.get(into, offset + read, some);
            read += some;
            if (!buffer.hasRemaining()) {
                ready.remove();
            }
        }
        return read;
    }

    /** Waits until there is something to read; false at the end. */
    private boolean fill() throws IOException {
        while (ready.isEmpty()) {
            if (end instanceof Arrival.End(Throwable failure)) {
                if (failure != null) {
                    throw new IOException(failure.getMessage(), failure);
                }
                return false;
            }
            switch (next()) {
                case Arrival.Bytes(List<ByteBuffer> buffers) -> {
                    buffers.stream().filter(ByteBuffer::hasRemaining).forEach(ready::add);
                    subscription.request(1);
                }
                case Arrival.End ended -> end = ended;
            }
        }
        return true;
    }

    private Arrival next() throws IOException {
        if (closed) {
            throw new IOException("the body is closed");
        }
        try {
            Arrival arrival = arrivals.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
            if (arrival == null) {
                close();
                throw new HttpTimeoutException(
                        "nothing came for " + silence.toSeconds() + " seconds");
            }
            return arrival;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            InterruptedIOException ended = new InterruptedIOException("interrupted");
            ended.initCause(e);
            throw ended;
        }
    }

    /** Ends the exchange; its connection is used again only if all was read. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription present = subscription;
        if (present != null) {
            present.cancel();
        }
    }
}
