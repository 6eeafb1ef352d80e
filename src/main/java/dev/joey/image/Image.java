package dev.joey.image;

import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.ImageConfig;
import java.time.Instant;
import java.util.List;

/**
 * An image the engine holds.
 *
 * @param id digest of the config blob
 * @param manifest the manifest blob
 * @param names familiar names with tag, as {@code busybox:latest}
 * @param repoDigests familiar names with digest
 * @param chainId of the top layer; key of the committed snapshot, empty for an image without layers
 * @param sizeBytes of the unpacked layers
 * @param createdAt as the config says, or 1970 if it says nothing
 */
public record Image(
        Digest id,
        Descriptor manifest,
        List<String> names,
        List<String> repoDigests,
        ImageConfig config,
        String chainId,
        long sizeBytes,
        Instant createdAt) {}
