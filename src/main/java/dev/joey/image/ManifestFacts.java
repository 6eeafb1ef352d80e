package dev.joey.image;

import dev.joey.oci.Platform;
import java.util.List;

/**
 * What lists tell of the one manifest of an image.
 *
 * @param unpackedBytes of its layers
 * @param blobBytes of its config and layers
 * @param users ids of the containers that use it
 */
record ManifestFacts(long unpackedBytes, long blobBytes, Platform platform, List<String> users) {
    ManifestFacts {
        users = List.copyOf(users);
    }
}
