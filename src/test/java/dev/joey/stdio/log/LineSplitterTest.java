package dev.joey.stdio.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final Instant T1 = LogRig.START;
    private static final Instant T2 = T1.plusSeconds(1);
    private static final Instant T3 = T1.plusSeconds(2);
    private static final int MAX = LineSplitter.MAX_RECORD_BYTES;

    private record Seen(int stream, Instant at, byte[] bytes, boolean newline) {}

    private final List<Seen> seen = new ArrayList<>();
    private final LineSplitter splitter =
            new LineSplitter(
                    (stream, at, bytes, from, to, newline) ->
                            seen.add(
                                    new Seen(
                                            stream,
                                            at,
                                            Arrays.copyOfRange(bytes, from, to),
                                            newline)));

    private void write(int stream, Instant at, String text) {
        byte[] bytes = ("#" + text + "#").getBytes(UTF_8);
        splitter.write(stream, at, bytes, 1, bytes.length - 2);
    }

    private List<String> shape() {
        return seen.stream()
                .map(
                        one ->
                                one.stream()
                                        + ":"
                                        + one.bytes().length
                                        + (one.newline() ? "n" : "")
                                        + "@"
                                        + (one.at().getEpochSecond() - T1.getEpochSecond()))
                .toList();
    }

    @Test
    void aLineInSeveralReadsHasTheTimeOfItsEnd() {
        write(1, T1, "ab");
        write(2, T1, "err\n");
        write(1, T2, "cd\nx\n\n");
        assertEquals(List.of("2:3n@0", "1:4n@1", "1:1n@1", "1:0n@1"), shape());
        assertEquals("abcd", new String(seen.get(1).bytes(), UTF_8));
    }

    @Test
    void aLineOfExactly16KiBBecomesAPieceAndALoneNewline() {
        write(1, T1, "x".repeat(MAX) + "\n");
        assertEquals(List.of("1:16384@0", "1:0n@0"), shape());
    }

    @Test
    void oneByteLessIsOneRecord() {
        write(1, T1, "x".repeat(MAX - 1) + "\ny\n");
        assertEquals(List.of("1:16383n@0", "1:1n@0"), shape());
    }

    @Test
    void allPiecesHaveTheTimeOfTheFirst() {
        write(1, T1, "x".repeat(MAX + 5));
        write(2, T2, "e\n");
        write(1, T2, "x".repeat(MAX));
        write(1, T3, "y\nz\n");
        assertEquals(List.of("1:16384@0", "2:1n@1", "1:16384@0", "1:6n@0", "1:1n@2"), shape());
    }

    @Test
    void aCharacterIsNeverCutInTwo() {
        String smiles = "a" + "😀".repeat(MAX / 2) + "\n";
        byte[] bytes = smiles.getBytes(UTF_8);
        for (int chunk : new int[] {1, 3, 1000, bytes.length}) {
            seen.clear();
            for (int at = 0; at < bytes.length; at += chunk) {
                splitter.write(1, T1, bytes, at, Math.min(chunk, bytes.length - at));
            }
            StringBuilder all = new StringBuilder();
            seen.forEach(one -> all.append(new String(one.bytes(), UTF_8)));
            assertEquals(smiles.strip(), all.toString());
            assertEquals(MAX - 3, seen.getFirst().bytes().length);
        }
    }

    @Test
    void theEndOfTheStreamsLeavesUnfinishedLinesWithoutNewline() {
        write(1, T1, "out");
        write(2, T1, "x".repeat(MAX) + "err");
        splitter.finish(T3);
        splitter.finish(T3);
        assertEquals(List.of("2:16384@0", "1:3@2", "2:3@0"), shape());
    }

    @Test
    void anyCutOfTheInputGivesTheSameRecords() {
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            byte[] input = new byte[random.nextInt(80_000)];
            int newlines = 1 + random.nextInt(2 * MAX);
            for (int i = 0; i < input.length; i++) {
                input[i] = (byte) (random.nextInt(newlines) == 0 ? '\n' : random.nextInt(256));
            }
            splitter.write(1, T1, input, 0, input.length);
            splitter.finish(T1);
            List<String> whole = shape();
            assertArrayEquals(input, joined());
            seen.clear();
            for (int at = 0; at < input.length; ) {
                int count =
                        Math.min(1 + random.nextInt(random.nextInt(20_000) + 1), input.length - at);
                splitter.write(1, T1, input, at, count);
                splitter.rest();
                at += count;
            }
            splitter.finish(T1);
            assertEquals(whole, shape());
            assertArrayEquals(input, joined());
            seen.clear();
        }
    }

    private byte[] joined() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Seen one : seen) {
            out.writeBytes(one.bytes());
            if (one.newline()) {
                out.write('\n');
            }
        }
        return out.toByteArray();
    }
}
