package dev.joey.oci;

/**
 * What points to a blob. Source: OCI image-spec, "OCI Content Descriptors".
 *
 * @param mediaType of the blob
 * @param digest of the blob's bytes
 * @param sizeBytes of the blob, 0 or more
 */
public record Descriptor(String mediaType, Digest digest, long sizeBytes) {}
