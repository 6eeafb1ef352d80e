package dev.joey.image.wire;

/** OCI's descriptor, as the API shows the manifest of an image since version 1.48. */
public record DescriptorJson(String mediaType, String digest, long size) {}
