package dev.joey.http;

/**
 * Docker's framing of output that has two streams on one connection: a head of eight bytes, the
 * stream's number, three zeros and the length as a big-endian number, then the bytes. Source: the
 * "Stream format" section of the Docker Engine API, ContainerAttach.
 */
public final class StreamFrames {
    /** Standard input echoed back; the engine never sends it. */
    public static final int STDIN = 0;

    /** Standard output. */
    public static final int STDOUT = 1;

    /** Standard error. */
    public static final int STDERR = 2;

    /** Faults of the engine while it streams. */
    public static final int SYSTEM_ERROR = 3;

    /** The bytes in front of every frame. */
    public static final int HEAD_BYTES = 8;

    private StreamFrames() {}

    /**
     * The head of a frame.
     *
     * @param stream 0 to 3
     * @param length of the frame's bytes, 0 or more
     */
    public static byte[] head(int stream, int length) {
        if (stream < STDIN || stream > SYSTEM_ERROR || length < 0) {
            throw new IllegalArgumentException("frame of stream " + stream + ", length " + length);
        }
        return new byte[] {
            (byte) stream,
            0,
            0,
            0,
            (byte) (length >>> 24),
            (byte) (length >>> 16),
            (byte) (length >>> 8),
            (byte) length
        };
    }

    /** A whole frame in one array. */
    public static byte[] frame(int stream, byte[] bytes, int offset, int length) {
        byte[] frame = new byte[HEAD_BYTES + length];
        System.arraycopy(head(stream, length), 0, frame, 0, HEAD_BYTES);
        System.arraycopy(bytes, offset, frame, HEAD_BYTES, length);
        return frame;
    }
}
