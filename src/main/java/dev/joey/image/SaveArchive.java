package dev.joey.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.containerd.Content;
import dev.joey.error.EngineException;
import dev.joey.image.SaveImages.Saved;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.DockerArchive;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The members of a saved archive. The same images always give the same bytes. Sources: OCI
 * image-spec, "Image Layout"; Docker's image spec v1.2, "Combined Image JSON + Filesystem Changeset
 * Format".
 */
final class SaveArchive implements AutoCloseable {
    private static final String BLOBS = "blobs/";
    private static final int COPY_BYTES = 1 << 20;

    private final TarArchiveOutputStream tar;
    private final byte[] buffer = new byte[COPY_BYTES];

    SaveArchive(OutputStream out) {
        tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Writes blobs, whose sizes are known. */
    void blobs(List<Descriptor> blobs, Content content) throws IOException {
        folder(BLOBS);
        folder(BLOBS + "sha256/");
        for (Descriptor blob :
                blobs.stream()
                        .sorted(Comparator.comparing((Descriptor b) -> b.digest().value()))
                        .toList()) {
            begin(path(blob.digest()), blob.sizeBytes());
            try (InputStream bytes = content.read(blob.digest())) {
                copy(bytes, blob);
            }
            tar.closeArchiveEntry();
        }
    }

    /** Writes what says which images the blobs are. */
    void documents(List<Saved> images) throws IOException {
        document(StoredArchive.INDEX, index(images));
        document(DockerArchive.MEMBER, docker(images));
        document(
                "oci-layout",
                JsonNodeFactory.instance.objectNode().put("imageLayoutVersion", "1.0.0"));
        tar.finish();
        tar.flush();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    private static ObjectNode index(List<Saved> images) {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode manifests = index.putArray("manifests");
        for (Saved saved : images) {
            if (saved.tags().isEmpty()) {
                manifests.add(entry(saved));
            }
            for (Reference tag : saved.tags()) {
                ObjectNode entry = entry(saved);
                entry.putObject("annotations")
                        .put("io.containerd.image.name", tag.canonical())
                        .put(
                                "org.opencontainers.image.ref.name",
                                tag.tag().orElse(Reference.DEFAULT_TAG));
                manifests.add(entry);
            }
        }
        return index;
    }

    private static ObjectNode entry(Saved saved) {
        ObjectNode entry = NewManifest.json(saved.image().manifest());
        Platform platform = saved.image().image().config().platform();
        if (!platform.os().isEmpty() && !platform.architecture().isEmpty()) {
            ObjectNode runsOn = entry.putObject("platform");
            runsOn.put("architecture", platform.architecture()).put("os", platform.os());
            if (!platform.variant().isEmpty()) {
                runsOn.put("variant", platform.variant());
            }
        }
        return entry;
    }

    private static ArrayNode docker(List<Saved> images) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (Saved saved : images) {
            ObjectNode item = items.addObject();
            item.put("Config", path(saved.image().id()));
            if (saved.tags().isEmpty()) {
                item.putNull("RepoTags");
            } else {
                ArrayNode tags = item.putArray("RepoTags");
                saved.tags().forEach(tag -> tags.add(tag.familiar()));
            }
            ArrayNode layers = item.putArray("Layers");
            saved.image().blobs().forEach(blob -> layers.add(path(blob.digest())));
        }
        return items;
    }

    private static String path(Digest digest) {
        return BLOBS + digest.algorithm() + "/" + digest.hex();
    }

    private void document(String name, JsonNode json) throws IOException {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        begin(name, bytes.length);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private void folder(String path) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private void begin(String path, long sizeBytes) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
        entry.setSize(sizeBytes);
        tar.putArchiveEntry(entry);
    }

    private void copy(InputStream bytes, Descriptor blob) throws IOException {
        long left = blob.sizeBytes();
        while (left > 0) {
            int read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EngineException.Internal(
                        "blob " + blob.digest() + " is shorter than containerd says", null);
            }
            tar.write(buffer, 0, read);
            left -= read;
        }
    }
}
