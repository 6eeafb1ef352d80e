package dev.joey.image;

import dev.joey.containerd.Content;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.MediaTypes;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Stores the files of a new layer as a blob, compressed, in constant memory. */
@ApplicationScoped
class WriteLayer {
    private static final int BUFFER_BYTES = 256 << 10;

    private final Content content;

    WriteLayer(Content content) {
        this.content = content;
    }

    /**
     * A layer that lies in the content store.
     *
     * @param diffId digest of the uncompressed layer
     */
    record Layer(Descriptor blob, String diffId) {}

    /**
     * Writes.
     *
     * @param lease holds the blob
     * @throws EngineException of the source, if that has one
     */
    Layer write(String lease, LayerSource source) {
        LayerPipe pipe = new LayerPipe();
        MessageDigest plain = sha256();
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(
                        () -> produce(source, pipe, plain), Thread::startVirtualThread);
        Counted counted = new Counted(pipe.out());
        Digest digest;
        try (counted) {
            digest = content.write(lease, lease + "-layer", null, -1, counted, Map.of());
        } catch (IOException | RuntimeException e) {
            throw failure(writing, e);
        }
        await(writing);
        return new Layer(
                new Descriptor(MediaTypes.OCI_LAYER_GZIP, digest, counted.bytes),
                "sha256:" + HexFormat.of().formatHex(plain.digest()));
    }

    private static void produce(LayerSource source, LayerPipe pipe, MessageDigest plain) {
        try {
            try (OutputStream tar =
                    new DigestOutputStream(
                            new FastGzip(new BufferedOutputStream(pipe.in(), BUFFER_BYTES)),
                            plain)) {
                source.writeTo(tar);
            }
            pipe.end();
        } catch (IOException | RuntimeException e) {
            try {
                pipe.breakOff();
            } catch (IOException unread) {
                e.addSuppressed(unread);
            }
            throw e instanceof RuntimeException known
                    ? known
                    : new EngineException.InvalidParameter(
                            "the layer cannot be read: " + e.getMessage(), e);
        }
    }

    /** What went wrong at the source says more than that the pipe broke. */
    private static RuntimeException failure(CompletableFuture<Void> writing, Exception reading) {
        if (writing.isCompletedExceptionally()
                && writing.exceptionNow() instanceof EngineException known
                && !(reading instanceof EngineException.Unavailable)) {
            return known;
        }
        return reading instanceof RuntimeException known
                ? known
                : new EngineException.Internal("cannot store a layer", reading);
    }

    private static void await(CompletableFuture<Void> writing) {
        try {
            Void _ = writing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted while a layer was written", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new EngineException.Internal("cannot write a layer", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new EngineException.Internal("no SHA-256", e);
        }
    }

    /** The fastest level: a layer is written once, and read soon. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int some = in.read(into, offset, length);
            bytes += Math.max(some, 0);
            return some;
        }
    }
}
