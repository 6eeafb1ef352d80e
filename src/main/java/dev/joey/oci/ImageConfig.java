package dev.joey.oci;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of an image's config that the engine uses. Lists and maps are never null. Source: OCI
 * image-spec, "Image Configuration"; Docker's image spec v1.2 for the extras (Shell, OnBuild,
 * Healthcheck).
 *
 * @param created null if absent
 * @param env entries that have a name and an equals sign; others are dropped, so that none is ever
 *     filled from the daemon's environment
 * @param diffIds digests of the uncompressed layers, from the base upwards
 * @param stopSignal null if absent
 * @param healthcheck Docker's Healthcheck object as JSON text, or null
 */
public record ImageConfig(
        String architecture,
        String os,
        String variant,
        Instant created,
        String author,
        List<String> entrypoint,
        List<String> cmd,
        List<String> env,
        String user,
        String workingDir,
        Map<String, String> labels,
        Set<String> exposedPorts,
        Set<String> volumes,
        String stopSignal,
        List<String> shell,
        List<String> onBuild,
        boolean argsEscaped,
        String healthcheck,
        List<String> diffIds,
        List<History> history) {
    /**
     * Reads a config blob.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter naming the field that is wrong
     */
    public static ImageConfig parse(byte[] json) {
        return ImageConfigJson.read(json);
    }

    /** What the image runs on. */
    public Platform platform() {
        return new Platform(os, architecture, variant);
    }

    /**
     * One step of an image's making.
     *
     * @param created null if absent
     */
    public record History(
            Instant created, String createdBy, String author, String comment, boolean emptyLayer) {}
}
