package dev.joey.container;

import dev.joey.oci.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lists and their filters need of a container: columns, not the spec. One query fills it for
 * all containers.
 *
 * @param name without a leading slash
 * @param image as the user wrote it at create
 * @param command {@link CommandLine#text()}, made once at create
 * @param networks ids of the networks by name; empty until {@link #in} tells
 * @param exposedPorts as {@code 80/tcp}
 * @param publishedPorts the container's ports that were asked to be published, likewise
 * @param volumes names, sources and destinations of the mounts
 */
record ContainerSummary(
        ContainerId id,
        String name,
        Instant createdAt,
        String image,
        Digest imageId,
        String command,
        ContainerState state,
        String networkMode,
        Map<String, String> networks,
        Map<String, String> labels,
        Map<String, String> annotations,
        Set<String> exposedPorts,
        Set<String> publishedPorts,
        Set<String> volumes,
        List<MountPoint> mounts) {

    /** The summary of a whole container. */
    static ContainerSummary of(Container container) {
        ContainerSpec spec = container.spec();
        return new ContainerSummary(
                container.id(),
                container.name(),
                container.createdAt(),
                spec.image(),
                spec.imageId(),
                CommandLine.of(spec.process()).text(),
                container.state(),
                spec.host().networkMode(),
                Map.of(),
                spec.identity().labels(),
                spec.identity().annotations(),
                spec.imageDefaults().exposedPorts(),
                spec.declared().portBindings().keySet(),
                volumes(spec.storage().points()),
                spec.storage().points());
    }

    private static Set<String> volumes(List<MountPoint> points) {
        return points.stream()
                .flatMap(point -> Stream.of(point.name(), point.source(), point.destination()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same with its networks. */
    ContainerSummary in(Map<String, String> now) {
        return new ContainerSummary(
                id,
                name,
                createdAt,
                image,
                imageId,
                command,
                state,
                networkMode,
                now,
                labels,
                annotations,
                exposedPorts,
                publishedPorts,
                volumes,
                mounts);
    }
}
