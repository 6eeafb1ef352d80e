package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Records of the driver {@code local} from the end on, by the length behind each. */
final class LocalBackwards implements Backwards {
    private static final int BLOCK = 64 * 1024;

    private final LocalEntry entry = new LocalEntry();
    private byte[] block = new byte[BLOCK];

    @Override
    public void scan(FileChannel channel, long lower, long limit, Visitor visitor)
            throws IOException {
        long end = limit;
        int length = BLOCK;
        while (end > lower) {
            int count = (int) Math.min(length, end - lower);
            if (block.length < count) {
                block = new byte[count];
            }
            long from = end - count;
            if (!TornTail.readFully(channel, from, block, count)) {
                return;
            }
            int to = count;
            int begin = beginOfLast(to);
            while (begin >= 0) {
                if (LocalEntry.intAt(block, begin)
                        != LocalEntry.intAt(block, to - LocalEntry.FRAME)) {
                    return;
                }
                if (entry.scan(block, begin + LocalEntry.FRAME, to - LocalEntry.FRAME)
                        && !visitor.visit(
                                from + begin, entry.stream(), entry.at(), entry.endsLine())) {
                    return;
                }
                to = begin;
                begin = beginOfLast(to);
            }
            if (to == count) {
                // A record that is larger than the block, or none at all.
                if (from == lower || length > LocalEntry.MAX_BYTES) {
                    return;
                }
                length *= 4;
            } else {
                length = BLOCK;
            }
            end = from + to;
        }
    }

    /** Where the record begins that ends at {@code to}; negative if that is before the block. */
    private int beginOfLast(int to) {
        if (to < 2 * LocalEntry.FRAME) {
            return -1;
        }
        int length = LocalEntry.intAt(block, to - LocalEntry.FRAME);
        return LocalEntry.isLength(length) ? to - 2 * LocalEntry.FRAME - length : -1;
    }
}
