package dev.joey.containerd;

import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** containerd's content store: blobs by digest. */
public interface Content {
    /**
     * Stores all of {@code bytes}, in constant memory, under a lease. A blob that is there already
     * is held by the lease, and {@code bytes} may then stay unread. While another writes the same
     * {@code ref}, this waits for it.
     *
     * @param ref names the ingestion; one per blob
     * @param expected what the digest must be, or null to take what comes
     * @param sizeBytes what the size must be, or -1
     * @param labels containerd's garbage-collection references only, never a user's
     * @return the digest
     * @throws dev.joey.error.EngineException.InvalidParameter if digest or size differ or {@code
     *     bytes} cannot be read; nothing is stored
     */
    Digest write(
            String lease,
            String ref,
            Digest expected,
            long sizeBytes,
            InputStream bytes,
            Map<String, String> labels);

    /**
     * Stores a blob as {@link #write} does, but goes on where an earlier attempt under the same
     * {@code ref} ended, also one of another daemon. If this attempt ends early, what came is kept
     * for the next one, as long as the lease is there.
     *
     * @param ref the same for each attempt at this blob
     * @throws java.io.UncheckedIOException if {@code source} fails
     * @throws dev.joey.error.EngineException.InvalidParameter if digest or size differ; nothing is
     *     kept
     */
    void resume(String lease, String ref, Descriptor blob, BlobSource source);

    /** How many bytes an unfinished {@link #resume} has stored; 0 if there is none. */
    long ingestedBytes(String ref);

    /** Forgets an unfinished {@link #resume}. There being none is no error. */
    void forget(String ref);

    /**
     * The blob's bytes, streamed; the caller closes.
     *
     * @throws dev.joey.error.EngineException.NotFound if there is no such blob
     */
    InputStream read(Digest digest);

    /**
     * The whole blob, for small ones.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if it is larger than {@code maxBytes}
     */
    byte[] readAll(Digest digest, int maxBytes);

    Optional<BlobInfo> info(Digest digest);

    List<BlobInfo> list();

    /** Sets labels; an empty value removes one. */
    void label(Digest digest, Map<String, String> labels);

    /** Deletes a blob. Absent ones are no error. */
    void delete(Digest digest);

    record BlobInfo(Digest digest, long sizeBytes, Map<String, String> labels) {}
}
