package dev.joey.containerd;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call of many messages, for one thread that blocks: messages come when they are asked for, so a
 * slow reader slows containerd, and the silence between two of them can be bounded.
 *
 * <p>gRPC's own blocking streams either cannot be bounded or ask for the next message only after
 * the last one was read, which made reading a blob ten times slower.
 *
 * @param <Q> what we send
 * @param <R> what containerd sends
 */
final class StreamCall<Q, R> {
    /** Messages that may wait here: one is on its way while the other is used. */
    private static final int AHEAD = 2;

    private final ClientCall<Q, R> call;
    private final BlockingQueue<Arrival<R>> arrivals = new LinkedBlockingQueue<>();

    /** What came: a message, or the end of the call. */
    private sealed interface Arrival<R> {
        record Message<R>(R value) implements Arrival<R> {}

        record End<R>(Status status, Metadata trailers) implements Arrival<R> {}
    }

    private StreamCall(ClientCall<Q, R> call) {
        this.call = call;
    }

    /** Begins a call. If containerd is being restarted, waits for it. */
    static <Q, R> StreamCall<Q, R> patient(Channel channel, MethodDescriptor<Q, R> method) {
        return begin(channel, method, CallOptions.DEFAULT.withWaitForReady());
    }

    /** Begins a call. If containerd is not there, fails at once. */
    static <Q, R> StreamCall<Q, R> hasty(Channel channel, MethodDescriptor<Q, R> method) {
        return begin(channel, method, CallOptions.DEFAULT);
    }

    private static <Q, R> StreamCall<Q, R> begin(
            Channel channel, MethodDescriptor<Q, R> method, CallOptions options) {
        // The listener only puts things into a queue: it needs no thread of its own.
        ClientCall<Q, R> call = channel.newCall(method, options.withExecutor(Runnable::run));
        StreamCall<Q, R> stream = new StreamCall<>(call);
        call.start(stream.new Listener(), new Metadata());
        call.request(AHEAD);
        return stream;
    }

    /** Sends a message. Does not wait: who sends many waits for answers between them. */
    void send(Q message) {
        call.sendMessage(message);
    }

    /** Says that nothing more will be sent. */
    void halfClose() {
        call.halfClose();
    }

    /** Ends the call; may be done at any time and more than once. */
    void cancel() {
        call.cancel("no longer wanted", null);
    }

    /**
     * The next message, or null at the end of the call. After the end, asked again, it is the end
     * again.
     *
     * @throws StatusException if the call failed
     * @throws TimeoutException if nothing comes in time; it may still come
     */
    R next(Duration atMost) throws StatusException, TimeoutException, InterruptedException {
        Arrival<R> arrival = arrivals.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        return switch (arrival) {
            case null -> throw new TimeoutException("nothing came for " + atMost);
            case Arrival.Message<R>(R value) -> {
                call.request(1);
                yield value;
            }
            case Arrival.End<R> end -> {
                arrivals.add(end);
                if (!end.status().isOk()) {
                    throw end.status().asException(end.trailers());
                }
                yield null;
            }
        };
    }

    private final class Listener extends ClientCall.Listener<R> {
        @Override
        public void onMessage(R message) {
            arrivals.add(new Arrival.Message<>(message));
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            arrivals.add(new Arrival.End<>(status, trailers));
        }
    }
}
