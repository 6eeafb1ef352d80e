package dev.joey.registry;

import dev.joey.oci.Descriptor;

/**
 * A manifest or an index as a registry gave it; its digest is that of the bytes.
 *
 * @param bytes the document; not to be changed
 */
public record ManifestBlob(Descriptor descriptor, byte[] bytes) {
    public String mediaType() {
        return descriptor.mediaType();
    }
}
