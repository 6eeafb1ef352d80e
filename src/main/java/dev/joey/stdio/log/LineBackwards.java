package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** Records that are lines of JSON, from the end on. */
final class LineBackwards implements Backwards {
    private static final int BLOCK = 64 * 1024;

    private final RecordParser parser = new RecordParser();
    private byte[] block = new byte[BLOCK];

    @Override
    public void scan(FileChannel channel, long lower, long limit, Visitor visitor)
            throws IOException {
        long end = limit;
        int length = BLOCK;
        while (end > lower) {
            int count = (int) Math.min(length, end - lower);
            long from = end - count;
            if (block.length < count) {
                block = new byte[count];
            }
            if (!TornTail.readFully(channel, from, block, count)) {
                return;
            }
            // the block ends with a newline; a line that begins before it waits for the next block
            int first = from == lower ? 0 : ByteScan.indexOf(block, 0, count - 1, (byte) '\n') + 1;
            if (from != lower && first == 0) {
                if (length < RecordParser.MAX_LINE_BYTES) {
                    length *= 4;
                    continue;
                }
                first = count;
                from = TornTail.lastLineEnd(channel, from) - first;
            }
            for (int to = count; to > first; ) {
                int begin = Math.max(first, 1 + previousNewline(first, to - 1));
                if (parser.scan(block, begin, to - 1)
                        && !visitor.visit(
                                from + begin, parser.stream(), parser.at(), parser.endsLine())) {
                    return;
                }
                to = begin;
            }
            end = from + first;
            length = BLOCK;
        }
    }

    private int previousNewline(int from, int to) {
        return ByteScan.lastIndexOf(block, from, to, (byte) '\n');
    }
}
