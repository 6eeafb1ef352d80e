package dev.joey.oci;

import dev.joey.error.EngineException;

/** The media types of images. Sources: OCI image-spec "Media Types"; Docker's schema 2. */
public final class MediaTypes {
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String OCI_LAYER_GZIP = OCI_LAYER + "+gzip";
    public static final String OCI_LAYER_ZSTD = OCI_LAYER + "+zstd";
    public static final String DOCKER_MANIFEST =
            "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_INDEX =
            "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";

    private static final String DOCKER_FIRST_SCHEMA =
            "application/vnd.docker.distribution.manifest.v1+";

    private MediaTypes() {}

    /** Whether blobs of this type list manifests. */
    public static boolean isIndex(String mediaType) {
        return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_INDEX);
    }

    /** Whether blobs of this type list the layers of one image. */
    public static boolean isManifest(String mediaType) {
        return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
    }

    /**
     * Passes what the engine can make a container of: a config of an image.
     *
     * @throws EngineException.InvalidParameter for configs of other artifacts
     */
    public static void checkConfig(String mediaType) {
        if (!mediaType.equals(OCI_CONFIG) && !mediaType.equals(DOCKER_CONFIG)) {
            throw new EngineException.InvalidParameter(
                    "not a container image: its config is of media type '" + mediaType + "'");
        }
    }

    /**
     * Passes what containerd can unpack: tar, plain or by gzip or zstd.
     *
     * @throws EngineException.InvalidParameter for encrypted, foreign and unknown layers
     */
    public static void checkLayer(String mediaType) {
        switch (mediaType) {
            case OCI_LAYER,
                    OCI_LAYER_GZIP,
                    OCI_LAYER_ZSTD,
                    DOCKER_LAYER,
                    DOCKER_LAYER + ".gzip",
                    DOCKER_LAYER + ".zstd" -> {}
            default ->
                    throw new EngineException.InvalidParameter(
                            "unsupported layer media type '" + mediaType + "'");
        }
    }

    static void refuseFirstSchema(String mediaType) {
        if (mediaType.startsWith(DOCKER_FIRST_SCHEMA)) {
            throw new EngineException.InvalidParameter(
                    "Docker image manifest schema 1 is not supported (media type '"
                            + mediaType
                            + "')");
        }
    }
}
