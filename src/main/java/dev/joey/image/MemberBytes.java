package dev.joey.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A member on its way to containerd: tells how far it is, as often as Docker does, and remembers
 * whether it was the archive (or its sender) that failed and not containerd.
 */
final class MemberBytes extends FilterInputStream {
    private static final long MAX_STEP_BYTES = 512 << 10;

    private final long totalBytes;
    private final String shortId;
    private final LoadProgress progress;
    private final long stepBytes;
    private long currentBytes;
    private long toldBytes;
    private RuntimeException failure;

    /**
     * Wraps a member.
     *
     * @param shortId of a layer; empty for what is not told of
     */
    MemberBytes(InputStream in, long totalBytes, String shortId, LoadProgress progress) {
        super(in);
        this.totalBytes = totalBytes;
        this.shortId = shortId;
        this.progress = progress;
        this.stepBytes = Math.min(MAX_STEP_BYTES, totalBytes / 100);
    }

    /** Throws what went wrong here, if anything did. */
    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = in.read(buffer, offset, length);
            tell(read);
            return read;
        } catch (IOException e) {
            failure = TarMembers.unreadable(e);
            throw e;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        return in.skip(bytes);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void tell(int read) {
        currentBytes += Math.max(read, 0);
        boolean ended = currentBytes == totalBytes && toldBytes < totalBytes;
        if (!shortId.isEmpty() && (ended || currentBytes - toldBytes > stepBytes)) {
            toldBytes = currentBytes;
            progress.layer(shortId, currentBytes, totalBytes);
        }
    }
}
