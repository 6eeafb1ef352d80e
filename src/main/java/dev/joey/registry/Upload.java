package dev.joey.registry;

import dev.joey.oci.Descriptor;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One blob on its way to a registry: in one piece, or in chunks if the registry wants them or takes
 * no such piece. Source: OCI distribution-spec, "Pushing blobs".
 */
final class Upload {
    private static final int CHUNK_BYTES = 16 << 20;
    private static final int CHUNK_ATTEMPTS = 5;
    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d+)");

    private final HostClient host;
    private final String path;
    private final Descriptor blob;
    private final UploadBody body;

    Upload(
            HostClient host,
            String path,
            Descriptor blob,
            UploadSource source,
            LongConsumer progress) {
        this.host = host;
        this.path = path;
        this.blob = blob;
        this.body = new UploadBody(source, progress);
    }

    /** Where an upload goes on, and what chunks the registry wants at least; 0 for none. */
    private record Session(URI location, long minChunkBytes) {}

    /** Sends the blob. */
    void send() throws IOException {
        Session session = begin();
        if (session.minChunkBytes() == 0) {
            try {
                whole(session);
                return;
            } catch (RegistryError e) {
                if (!wantsChunks(e)) {
                    throw e;
                }
            }
            session = begin();
        }
        chunks(session);
    }

    private static boolean wantsChunks(RegistryError error) {
        return switch (error.status()) {
            case 400, 405, 411, 413, 415, 416 -> !error.code().equals("DIGEST_INVALID");
            default -> false;
        };
    }

    private Session begin() throws IOException {
        URI at = host.host().at("/" + path + "/blobs/uploads/");
        try (Answer answer = host.ok(Call.of("POST", at))) {
            return next(at, answer, 0);
        }
    }

    private static Session next(URI asked, Answer answer, long minChunkBytes) throws IOException {
        String location =
                answer.header("Location")
                        .orElseThrow(() -> new ProtocolException("the registry names no upload"));
        long told = answer.headers().firstValueAsLong("OCI-Chunk-Min-Length").orElse(minChunkBytes);
        return new Session(SafeTarget.of(asked, location), Math.max(0, told));
    }

    private void whole(Session session) throws IOException {
        Call call =
                Call.of("PUT", finish(session.location()))
                        .header("Content-Type", "application/octet-stream")
                        .body(() -> body.publisher(0, blob.sizeBytes()), body::sent);
        host.ok(call).close();
    }

    private URI finish(URI location) {
        String separator = location.getRawQuery() == null ? "?" : "&";
        return URI.create(
                location
                        + separator
                        + "digest="
                        + URLEncoder.encode(blob.digest().value(), StandardCharsets.UTF_8));
    }

    private void chunks(Session begun) throws IOException {
        Session session = begun;
        long offset = 0;
        int failed = 0;
        while (offset < blob.sizeBytes()) {
            long length =
                    Math.min(
                            Math.max(CHUNK_BYTES, session.minChunkBytes()),
                            blob.sizeBytes() - offset);
            try {
                session = chunk(session, offset, length);
                offset += length;
                failed = 0;
            } catch (IOException e) {
                failed++;
                if (failed == CHUNK_ATTEMPTS
                        || (e instanceof RegistryError error
                                && !error.isPassing()
                                && error.status() != 416)) {
                    throw e;
                }
                HostClient.sleep(HostClient.pause(failed));
                offset = arrived(session);
            }
        }
        host.ok(Call.of("PUT", finish(session.location()))).close();
    }

    private Session chunk(Session session, long offset, long length) throws IOException {
        Call call =
                new Call(
                        "PATCH",
                        session.location(),
                        Map.of(
                                "Content-Type",
                                "application/octet-stream",
                                "Content-Range",
                                offset + "-" + (offset + length - 1)),
                        () -> body.publisher(offset, length),
                        body::sent);
        try (Answer answer = host.ok(call)) {
            return next(session.location(), answer, session.minChunkBytes());
        }
    }

    /** How many bytes the registry has. */
    private long arrived(Session session) throws IOException {
        try (Answer answer = host.ok(Call.of("GET", session.location()))) {
            Matcher range = RANGE.matcher(answer.header("Range").orElse(""));
            if (!range.matches()) {
                return 0;
            }
            long last = Long.parseLong(range.group(1));
            return last == 0 ? 0 : Math.min(last + 1, blob.sizeBytes());
        }
    }
}
