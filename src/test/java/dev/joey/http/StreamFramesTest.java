package dev.joey.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamFramesTest {
    @Test
    void aHeadIsTheStreamThreeZerosAndTheLength() {
        assertArrayEquals(
                new byte[] {2, 0, 0, 0, 0x01, (byte) 0x82, 0x03, (byte) 0x84},
                StreamFrames.head(StreamFrames.STDERR, 0x01820384));
    }

    @Test
    void aFrameHoldsThePartThatWasAskedFor() {
        byte[] bytes = "hello".getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(
                new byte[] {1, 0, 0, 0, 0, 0, 0, 3, 'e', 'l', 'l'},
                StreamFrames.frame(StreamFrames.STDOUT, bytes, 1, 3));
    }

    @Test
    void otherStreamsAndNegativeLengthsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> StreamFrames.head(4, 0));
        assertThrows(IllegalArgumentException.class, () -> StreamFrames.head(1, -1));
    }
}
