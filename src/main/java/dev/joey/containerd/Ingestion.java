package dev.joey.containerd;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import containerd.services.content.v1.AbortRequest;
import containerd.services.content.v1.ContentGrpc;
import containerd.services.content.v1.StatusRequest;
import containerd.services.content.v1.StatusResponse;
import containerd.services.content.v1.WriteAction;
import containerd.services.content.v1.WriteContentRequest;
import containerd.services.content.v1.WriteContentResponse;
import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import io.grpc.StatusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One blob on its way into the content store.
 *
 * <p>Two buffers of one frame each: while containerd writes one, the next is read. A frame's buffer
 * is used again only after containerd has answered for it, so memory stays constant and a slow disk
 * slows the source.
 *
 * <p>An ingestion that an earlier daemon left under the same ref is begun anew by {@link #store},
 * whose source starts at its beginning, and continued by {@link #resume}. Bytes that did not reach
 * the disk before a power cut are found by containerd, which counts the digest of what is there.
 */
final class Ingestion {
    private static final Logger LOG = Logger.getLogger(Ingestion.class);

    /** Below gRPC's limit of 4 MiB for one message. */
    static final int FRAME_BYTES = 1 << 20;

    /** How long containerd may be silent, and another writer of the same ref without progress. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** How long containerd may take to end a writing that failed. */
    private static final Duration LET_GO = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final ContainerdChannel channel;
    private final String lease;
    private final String ref;
    private final Digest expected;
    private final long sizeBytes;
    private final Map<String, String> labels;

    /** Counts what {@code expected} does not tell; null when it tells. */
    private final MessageDigest hash;

    private StreamCall<WriteContentRequest, WriteContentResponse> call;

    /** Whether the ingestion is ours, not that of another writer. */
    private boolean taken;

    /** Whether the source can be opened again, so that its failure is its own and may pass. */
    private boolean resumes;

    /** Whether what came stays for another attempt. */
    private boolean keeps;

    /** Frames that containerd has not answered for: 0 or 1. */
    private int unanswered;

    Ingestion(
            ContainerdChannel channel,
            String lease,
            String ref,
            Digest expected,
            long sizeBytes,
            Map<String, String> labels) {
        this.channel = channel;
        this.lease = lease;
        this.ref = ref;
        this.expected = expected;
        this.sizeBytes = sizeBytes;
        this.labels = labels;
        this.hash = expected == null ? sha256() : null;
    }

    /** As {@link Content#write}. */
    Digest store(InputStream bytes) {
        return run(begun -> fill(bytes, begun, 0));
    }

    /**
     * As {@link Content#resume}.
     *
     * @return false if what an earlier attempt left was spoilt and is gone: begin again
     */
    boolean resume(BlobSource source) {
        resumes = true;
        return run(
                        begun -> {
                            try {
                                return fillFrom(source, begun);
                            } catch (EngineException.InvalidParameter e) {
                                keeps = false;
                                if (begun.getOffset() == 0) {
                                    throw e;
                                }
                                LOG.debugf("%s begins anew: %s", ref, e.getMessage());
                                return null;
                            }
                        })
                != null;
    }

    private Digest fillFrom(BlobSource source, WriteContentResponse begun)
            throws StatusException, InterruptedException, TimeoutException {
        if (begun.getOffset() > sizeBytes) {
            throw new EngineException.InvalidParameter(ref + " has too many bytes");
        }
        if (begun.getOffset() == sizeBytes && sizeBytes > 0) {
            return commit(sizeBytes, ByteString.EMPTY);
        }
        keeps = true;
        try (InputStream bytes = source.from(begun.getOffset())) {
            return fill(bytes, begun, begun.getOffset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done once the ingestion is ours. */
    private interface Filling {
        Digest fill(WriteContentResponse begun)
                throws StatusException, InterruptedException, TimeoutException;
    }

    private Digest run(Filling filling) {
        boolean stored = false;
        try {
            Optional<WriteContentResponse> begun = begin();
            taken = begun.isPresent();
            Digest digest = begun.isEmpty() ? expected : filling.fill(begun.get());
            stored = digest != null;
            return digest;
        } catch (StatusException e) {
            throw ContainerdErrors.of(e);
        } catch (TimeoutException e) {
            throw new EngineException.Unavailable(
                    "containerd did not take the bytes of " + ref + " in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("storing " + ref + " was interrupted", e);
        } finally {
            if (taken && !stored) {
                letGo();
                if (!keeps) {
                    abort();
                }
            }
            if (call != null) {
                call.cancel();
            }
        }
    }

    /** Takes the ingestion; empty if the blob is there already, which the lease then holds. */
    private Optional<WriteContentResponse> begin()
            throws StatusException, InterruptedException, TimeoutException {
        Duration pause = FIRST_PAUSE;
        long seen = -1;
        long lastProgress = System.nanoTime();
        while (true) {
            try {
                call = StreamCall.patient(channel.underLease(lease), ContentGrpc.getWriteMethod());
                return Optional.of(exchange(request(WriteAction.STAT, 0, ByteString.EMPTY)));
            } catch (StatusException e) {
                if (expected != null && ContainerdErrors.alreadyExists(e)) {
                    return Optional.empty();
                }
                if (!ContainerdErrors.ingestionLocked(e)) {
                    throw e;
                }
                long offset = offsetOfOther();
                if (offset != seen) {
                    seen = offset;
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > SILENCE.toNanos()) {
                    throw e;
                }
                Thread.sleep(pause);
                Duration next = pause.multipliedBy(2);
                pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
            }
        }
    }

    /** How far the writer that has our ref is; -1 if it has just ended. */
    private long offsetOfOther() {
        StatusRequest request = StatusRequest.newBuilder().setRef(ref).build();
        return ContainerdErrors.ifFound(
                        () -> ContentGrpc.newBlockingStub(channel.get()).status(request))
                .map(StatusResponse::getStatus)
                .map(containerd.services.content.v1.Status::getOffset)
                .orElse(-1L);
    }

    private Digest fill(InputStream bytes, WriteContentResponse begun, long start)
            throws StatusException, InterruptedException, TimeoutException {
        if (whole(begun)) {
            return commit(begun.getOffset(), ByteString.EMPTY);
        }
        byte[] frame = newFrame();
        byte[] other = null;
        long offset = start;
        while (true) {
            int length = read(bytes, frame);
            checkSize(offset + length, length < frame.length);
            if (hash != null) {
                hash.update(frame, 0, length);
            }
            ByteString data = UnsafeByteOperations.unsafeWrap(frame, 0, length);
            if (length < frame.length) {
                return commit(offset, data);
            }
            send(request(WriteAction.WRITE, offset, data));
            offset += length;
            byte[] sent = frame;
            frame = other == null ? new byte[FRAME_BYTES] : other;
            other = sent;
        }
    }

    /**
     * All bytes are in the store, from another namespace or an ingestion that was not committed.
     */
    private boolean whole(WriteContentResponse begun) {
        return expected != null
                && begun.getOffset() > 0
                && begun.getDigest().equals(expected.value())
                && (sizeBytes < 0 || begun.getOffset() == sizeBytes);
    }

    /** One byte longer than a small blob, so that its end is seen in the first read. */
    private byte[] newFrame() {
        return new byte
                [sizeBytes >= 0 && sizeBytes < FRAME_BYTES ? (int) sizeBytes + 1 : FRAME_BYTES];
    }

    private int read(InputStream bytes, byte[] frame) {
        try {
            return bytes.readNBytes(frame, 0, frame.length);
        } catch (IOException e) {
            if (resumes) {
                throw new UncheckedIOException(e);
            }
            throw new EngineException.InvalidParameter(
                    "cannot read the bytes of " + ref + ": " + e.getMessage(), e);
        }
    }

    private void checkSize(long soFar, boolean end) {
        if (sizeBytes >= 0 && (soFar > sizeBytes || (end && soFar < sizeBytes))) {
            throw new EngineException.InvalidParameter(
                    "%s has %s %d bytes, not %d"
                            .formatted(ref, end ? "only" : "at least", soFar, sizeBytes));
        }
    }

    private Digest commit(long offset, ByteString lastData)
            throws StatusException, InterruptedException, TimeoutException {
        try {
            WriteContentResponse answer = exchange(request(WriteAction.COMMIT, offset, lastData));
            return new Digest(answer.getDigest());
        } catch (StatusException e) {
            if (ContainerdErrors.alreadyExists(e)) {
                return expected == null ? counted() : expected;
            }
            if (ContainerdErrors.failedPrecondition(e)) {
                throw new EngineException.InvalidParameter(
                        ref + " is not what it should be: " + ContainerdErrors.of(e).getMessage(),
                        e);
            }
            throw e;
        }
    }

    private Digest counted() {
        return new Digest("sha256:" + HexFormat.of().formatHex(hash.digest()));
    }

    private WriteContentRequest request(WriteAction action, long offset, ByteString data) {
        WriteContentRequest.Builder request =
                WriteContentRequest.newBuilder()
                        .setAction(action)
                        .setRef(ref)
                        .setOffset(offset)
                        .setData(data)
                        .setTotal(Math.max(sizeBytes, 0));
        if (expected != null) {
            request.setExpected(expected.value());
        }
        if (action == WriteAction.COMMIT) {
            request.putAllLabels(labels);
        }
        return request.build();
    }

    /** Sends, and waits for the answer to this request. */
    private WriteContentResponse exchange(WriteContentRequest request)
            throws StatusException, InterruptedException, TimeoutException {
        send(request);
        unanswered = 0;
        return answer();
    }

    /** Sends; before, waits for the answer to the last frame if that is still owed. */
    private void send(WriteContentRequest request)
            throws StatusException, InterruptedException, TimeoutException {
        if (unanswered > 0) {
            answer();
        }
        unanswered = 1;
        call.send(request);
    }

    private WriteContentResponse answer()
            throws StatusException, InterruptedException, TimeoutException {
        WriteContentResponse answer = call.next(SILENCE);
        if (answer == null) {
            throw new EngineException.Internal("containerd ended the writing of " + ref, null);
        }
        return answer;
    }

    /** Waits until containerd has closed the ingestion's files: it may still write into one. */
    private void letGo() {
        try {
            call.halfClose();
            while (call.next(LET_GO) != null) {
                LOG.trace("an answer nobody waits for");
            }
        } catch (StatusException | TimeoutException e) {
            LOG.debugf("the writing of %s ended: %s", ref, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Best effort: what stays is begun anew under the same ref, or collected by containerd. */
    private void abort() {
        AbortRequest request = AbortRequest.newBuilder().setRef(ref).build();
        try {
            ContainerdErrors.ifFound(
                    () -> ContentGrpc.newBlockingStub(channel.get()).abort(request));
        } catch (EngineException e) {
            LOG.debugf(e, "the ingestion %s was not aborted", ref);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new EngineException.Internal("no SHA-256", e);
        }
    }
}
