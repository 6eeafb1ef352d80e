package dev.joey.image;

import dev.joey.containerd.Content;
import dev.joey.error.EngineException;
import dev.joey.image.TarMembers.Member;
import dev.joey.oci.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An archive whose files lie in the content store, held by a lease. Only the two documents that say
 * what the archive is are kept in memory: all else is asked for by digest.
 */
final class StoredArchive {
    static final String INDEX = "index.json";
    private static final String DOCKER = dev.joey.oci.DockerArchive.MEMBER;

    /** Written by old {@code docker save} beside each layer; of no use here. */
    private static final Set<String> PASSED_OVER = Set.of("VERSION", "json", "repositories");

    private static final Pattern BLOB = Pattern.compile("blobs/([a-z0-9]+)/([0-9a-f]+)");
    private static final Pattern HEX = Pattern.compile("([0-9a-f]{64})(?:\\.tar|/.*)?");
    private static final int HEAD_BYTES = 512;
    private static final int LINKS_IN_A_ROW = 16;

    private final Content content;
    private final String lease;
    private final LoadLimits limits;
    private final Map<String, Blob> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, byte[]> documents = new HashMap<>();

    /**
     * A file of the archive.
     *
     * @param compression of its bytes
     */
    record Blob(Digest digest, long sizeBytes, Compression compression) {}

    private StoredArchive(Content content, String lease, LoadLimits limits) {
        this.content = content;
        this.lease = lease;
        this.limits = limits;
    }

    /**
     * Reads an archive to its end and stores its files.
     *
     * @throws EngineException.InvalidParameter if it is damaged, hostile, or a file's digest is not
     *     the one in its name
     */
    static StoredArchive read(
            InputStream archive,
            Content content,
            String lease,
            LoadLimits limits,
            LoadProgress progress) {
        StoredArchive stored = new StoredArchive(content, lease, limits);
        TarMembers members = new TarMembers(archive, limits);
        for (var next = members.next(); next.isPresent(); next = members.next()) {
            stored.take(next.get(), progress);
        }
        return stored;
    }

    /** The archive's {@code index.json} or {@code manifest.json}. */
    Optional<byte[]> document(String name) {
        return Optional.ofNullable(documents.get(name));
    }

    /** The file at a path, through links. */
    Optional<Blob> file(String path) {
        String at = ArchivePath.of(path);
        for (int i = 0; i < LINKS_IN_A_ROW && links.containsKey(at); i++) {
            at = links.get(at);
        }
        return Optional.ofNullable(files.get(at));
    }

    /** A blob of an OCI layout. */
    Optional<Blob> blob(Digest digest) {
        return file("blobs/" + digest.algorithm() + "/" + digest.hex());
    }

    /** The whole of a small file. */
    byte[] json(Blob blob) {
        checkJson(blob.sizeBytes(), blob.digest().value());
        return content.readAll(blob.digest(), limits.jsonBytes());
    }

    LoadLimits limits() {
        return limits;
    }

    private void take(Member member, LoadProgress progress) {
        if (member.target().isPresent()) {
            links.put(member.path(), member.target().get());
            return;
        }
        String path = member.path();
        if (path.equals(INDEX) || path.equals(DOCKER)) {
            checkJson(member.sizeBytes(), path);
            documents.put(path, whole(member));
        } else if (!PASSED_OVER.contains(path.substring(path.lastIndexOf('/') + 1))) {
            files.put(path, store(member, progress));
        }
    }

    private Blob store(Member member, LoadProgress progress) {
        Digest expected = nameOf(member.path());
        BufferedInputStream bytes = new BufferedInputStream(member.bytes(), HEAD_BYTES);
        byte[] head = head(bytes);
        Compression compression = Compression.of(head, head.length);
        boolean layer = compression != Compression.NONE || isTar(head);
        MemberBytes metered =
                new MemberBytes(
                        bytes, member.sizeBytes(), layer ? shortId(member.path()) : "", progress);
        try {
            String ref = lease + "-" + files.size();
            Digest digest =
                    content.write(lease, ref, expected, member.sizeBytes(), metered, Map.of());
            return new Blob(digest, member.sizeBytes(), compression);
        } catch (RuntimeException e) {
            metered.rethrow();
            if (e instanceof EngineException.InvalidParameter) {
                throw new EngineException.InvalidParameter(
                        "'" + member.path() + "' of the archive: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** The digest that a path promises; null if it promises none. */
    private static Digest nameOf(String path) {
        Matcher blob = BLOB.matcher(path);
        if (!blob.matches()) {
            return null;
        }
        if (!blob.group(1).equals("sha256")) {
            throw new EngineException.InvalidParameter(
                    "unsupported digest algorithm '" + blob.group(1) + "' in the archive");
        }
        return new Digest(blob.group(1) + ":" + blob.group(2));
    }

    /** What progress calls a layer before its digest is known. */
    private static String shortId(String path) {
        Matcher blob = BLOB.matcher(path);
        if (blob.matches()) {
            return blob.group(2).substring(0, 12);
        }
        Matcher hex = HEX.matcher(path);
        return hex.matches()
                ? hex.group(1).substring(0, 12)
                : String.format("%012x", path.hashCode() & 0xffffffffL);
    }

    private static boolean isTar(byte[] head) {
        if (head.length < HEAD_BYTES) {
            return false;
        }
        boolean empty = true;
        for (byte b : head) {
            empty &= b == 0;
        }
        return empty || TarArchiveInputStream.matches(head, head.length);
    }

    private void checkJson(long sizeBytes, String what) {
        if (sizeBytes > limits.jsonBytes()) {
            throw new EngineException.InvalidParameter(
                    what + " is larger than " + limits.jsonBytes() + " bytes");
        }
    }

    private static byte[] head(BufferedInputStream bytes) {
        try {
            bytes.mark(HEAD_BYTES);
            byte[] head = bytes.readNBytes(HEAD_BYTES);
            bytes.reset();
            return head;
        } catch (IOException e) {
            throw TarMembers.unreadable(e);
        }
    }

    private static byte[] whole(Member member) {
        try {
            return member.bytes().readAllBytes();
        } catch (IOException e) {
            throw TarMembers.unreadable(e);
        }
    }
}
