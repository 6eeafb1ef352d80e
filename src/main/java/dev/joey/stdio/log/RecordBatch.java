package dev.joey.stdio.log;

import java.util.Arrays;

/** Encoded records on their way to the file. */
final class RecordBatch {
    byte[] bytes;
    int count;

    RecordBatch(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean fits(int more) {
        return count + more <= bytes.length;
    }

    void makeRoom(int more) {
        if (!fits(more)) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, count + more));
        }
    }
}
