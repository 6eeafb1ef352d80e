package dev.joey.http;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a client sent and nobody read yet. Filled by the event loop, read by a virtual thread. */
final class InboundQueue {
    private static final long FULL_BYTES = 512 * 1024;
    private static final long ROOM_BYTES = FULL_BYTES / 4;

    private final Runnable onRoom;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>();
    private long bytes;
    private boolean full;
    private boolean ended;
    private boolean discarding;

    /**
     * Makes an empty one.
     *
     * @param onRoom called by a reader when a full queue has room again
     */
    InboundQueue(Runnable onRoom) {
        this.onRoom = onRoom;
    }

    /** Takes ownership of {@code piece}. */
    void add(ByteBuf piece) {
        lock.lock();
        try {
            if (discarding || ended || !piece.isReadable()) {
                piece.release();
                return;
            }
            pieces.addLast(piece);
            bytes += piece.readableBytes();
            full = full || bytes >= FULL_BYTES;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no more should be read from the client for now. */
    boolean isFull() {
        lock.lock();
        try {
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come; what is here can still be read. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody will read any more: drops what is here and what still comes. */
    void discard() {
        lock.lock();
        try {
            discarding = true;
            ended = true;
            full = false;
            bytes = 0;
            pieces.forEach(ByteBuf::release);
            pieces.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for bytes; -1 at the end. */
    int read(byte[] target, int offset, int length) {
        boolean roomAgain;
        int count;
        lock.lock();
        try {
            while (pieces.isEmpty() && !ended) {
                changed.await();
            }
            if (pieces.isEmpty()) {
                return -1;
            }
            count = takeOut(target, offset, length);
            roomAgain = full && bytes <= ROOM_BYTES;
            full = full && !roomAgain;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ClientGoneException("interrupted while waiting for input");
        } finally {
            lock.unlock();
        }
        if (roomAgain) {
            onRoom.run();
        }
        return count;
    }

    private int takeOut(byte[] target, int offset, int length) {
        int count = 0;
        while (count < length && !pieces.isEmpty()) {
            ByteBuf first = pieces.peekFirst();
            int part = Math.min(length - count, first.readableBytes());
            first.readBytes(target, offset + count, part);
            count += part;
            if (!first.isReadable()) {
                pieces.removeFirst().release();
            }
        }
        bytes -= count;
        return count;
    }
}
