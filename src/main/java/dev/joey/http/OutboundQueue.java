package dev.joey.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was written to a client and is not yet in the kernel. Writers are virtual threads; small
 * writes are put together while the event loop is busy, and a writer waits while too much is
 * unsent.
 */
final class OutboundQueue {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final long FULL_BYTES = 1024 * 1024;
    private static final long ROOM_BYTES = FULL_BYTES / 2;

    /** Where the event loop puts the bytes. */
    interface Sink {
        /** Sends and releases {@code bytes}, and calls {@code done} when they are sent or lost. */
        void write(ByteBuf bytes, Runnable done);

        /** All that was written shall go out. */
        void flush();
    }

    private final Executor eventLoop;
    private final ByteBufAllocator memory;
    private final Sink sink;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private List<Runnable> endings = new ArrayList<>();
    private long unsentBytes;
    private boolean scheduled;
    private boolean ended;
    private boolean gone;

    OutboundQueue(Executor eventLoop, ByteBufAllocator memory, Sink sink) {
        this.eventLoop = eventLoop;
        this.memory = memory;
        this.sink = sink;
    }

    /**
     * Takes the bytes, waiting while the client is slow.
     *
     * @throws ClientGoneException if the client left, the output was ended, or the thread was
     *     interrupted
     */
    void write(byte[] head, byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            awaitRoom();
            append(head, 0, head.length);
            append(bytes, offset, length);
            unsentBytes += head.length + length;
            schedule();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() {
        while (!gone && !ended && unsentBytes >= FULL_BYTES) {
            try {
                room.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new ClientGoneException("interrupted while the client was slow");
            }
        }
        if (gone) {
            throw new ClientGoneException("the client left");
        }
        if (ended) {
            throw new ClientGoneException("the connection was closed on this side");
        }
    }

    private void append(byte[] bytes, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            ByteBuf last = pieces.peekLast();
            if (last == null || !last.isWritable()) {
                last = memory.directBuffer(PIECE_BYTES, PIECE_BYTES);
                pieces.addLast(last);
            }
            int count = Math.min(left, last.writableBytes());
            last.writeBytes(bytes, at, count);
            at += count;
            left -= count;
        }
    }

    /** Refuses further writes and runs {@code ending} on the event loop behind all before. */
    void end(Runnable ending) {
        lock.lock();
        try {
            ended = true;
            endings.add(ending);
            schedule();
        } finally {
            lock.unlock();
        }
    }

    /** The client left: drops what is unsent and wakes the writers. */
    void abandon() {
        ArrayDeque<ByteBuf> dropped;
        lock.lock();
        try {
            gone = true;
            dropped = pieces;
            pieces = new ArrayDeque<>();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        dropped.forEach(ByteBuf::release);
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            eventLoop.execute(this::drain);
        }
    }

    private void drain() {
        ArrayDeque<ByteBuf> batch;
        List<Runnable> after;
        lock.lock();
        try {
            scheduled = false;
            batch = pieces;
            pieces = new ArrayDeque<>();
            after = endings;
            endings = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        for (ByteBuf piece : batch) {
            int count = piece.readableBytes();
            sink.write(piece, () -> sent(count));
        }
        if (!batch.isEmpty()) {
            sink.flush();
        }
        after.forEach(Runnable::run);
    }

    private void sent(int count) {
        lock.lock();
        try {
            unsentBytes -= count;
            if (unsentBytes <= ROOM_BYTES) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
