package dev.joey.container;

import dev.joey.image.Image;
import dev.joey.network.Joined;
import dev.joey.oci.Descriptor;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What {@code inspect} tells of a container beyond its rows. Start with {@link #NONE}; every text
 * is empty where there is nothing to tell.
 *
 * @param execIds of the execs that have not ended
 * @param defaultMaskedPaths of containers that name none and are not privileged
 * @param defaultReadonlyPaths likewise
 * @param rootfs where the root file system lies, as {@code MergedDir}; null if not told
 * @param sizes null unless asked for
 * @param manifest of the image, null if not known any more
 * @param volumePaths where the data of its volumes lies, by their names
 */
record InspectFacts(
        Files files,
        Joined networks,
        String appArmorProfile,
        List<String> execIds,
        List<String> defaultMaskedPaths,
        List<String> defaultReadonlyPaths,
        Map<String, String> rootfs,
        Sizes sizes,
        Manifest manifest,
        Map<String, String> volumePaths) {
    /** Nothing but the rows. */
    static final InspectFacts NONE =
            new InspectFacts(
                    new Files("", "", "", ""),
                    Joined.NOWHERE,
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    Map.of());

    /** Of a container without volumes. */
    InspectFacts(
            Files files,
            Joined networks,
            String appArmorProfile,
            List<String> execIds,
            List<String> defaultMaskedPaths,
            List<String> defaultReadonlyPaths,
            Map<String, String> rootfs,
            Sizes sizes,
            Manifest manifest) {
        this(
                files,
                networks,
                appArmorProfile,
                execIds,
                defaultMaskedPaths,
                defaultReadonlyPaths,
                rootfs,
                sizes,
                manifest,
                Map.of());
    }

    InspectFacts {
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(networks, "networks");
    }

    /**
     * Absolute paths on the host.
     *
     * @param logFault why the log cannot be written at present
     */
    record Files(String resolvConf, String hostname, String hosts, String log, String logFault) {
        /** Files of a container whose log is written. */
        Files(String resolvConf, String hostname, String hosts, String log) {
            this(resolvConf, hostname, hosts, log, "");
        }
    }

    /**
     * How big the container is.
     *
     * @param writableBytes of its own layer
     * @param rootFsBytes of all layers
     */
    record Sizes(long writableBytes, long rootFsBytes) {}

    /** The manifest an image came from, and its platform; a variant may be null. */
    record Manifest(Descriptor descriptor, String architecture, String os, String variant) {
        static Manifest of(Image image) {
            return new Manifest(
                    image.manifest(),
                    image.config().architecture(),
                    image.config().os(),
                    image.config().variant());
        }
    }
}
