package dev.joey.image;

import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a list tells of an image.
 *
 * @param createdAt as its config says, if it says
 * @param names with tags and with digests, in alphabetical order
 * @param sharedBytes of its layers that other images have too; -1 if not asked for
 */
record ImageSummary(
        Digest id,
        Descriptor manifest,
        Optional<Instant> createdAt,
        long sizeBytes,
        long sharedBytes,
        Map<String, String> labels,
        List<Reference> names) {
    ImageSummary {
        names = List.copyOf(names);
    }

    ImageSummary named(List<Reference> some) {
        return new ImageSummary(id, manifest, createdAt, sizeBytes, sharedBytes, labels, some);
    }
}
