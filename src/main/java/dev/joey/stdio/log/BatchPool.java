package dev.joey.stdio.log;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * The buffers in which records wait for their write: lent for the time of a burst, so that memory
 * follows the number of containers that write at once, not of those that run.
 */
final class BatchPool {
    /** Fits the largest record without attributes twice, and the second cache level. */
    private static final int BUFFER_BYTES = 256 * 1024;

    private static final int KEPT = 4;

    private final ArrayBlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

    RecordBatch take() {
        byte[] buffer = free.poll();
        return new RecordBatch(buffer == null ? new byte[BUFFER_BYTES] : buffer);
    }

    void giveBack(RecordBatch batch) {
        if (batch.bytes.length == BUFFER_BYTES) {
            // when the pool is full the buffer is left to the collector
            boolean _ = free.offer(batch.bytes);
        }
    }
}
