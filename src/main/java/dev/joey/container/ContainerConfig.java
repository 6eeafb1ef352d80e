package dev.joey.container;

import dev.joey.oci.ImageConfig;
import dev.joey.oci.RunConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an image says that is made of a container. */
final class ContainerConfig {
    private ContainerConfig() {}

    /**
     * How the container runs; volumes of its image are kept, which its own spec does not repeat.
     */
    static RunConfig of(ContainerSpec spec, ImageConfig image) {
        Set<String> volumes = new HashSet<>(image.volumes());
        volumes.addAll(spec.imageDefaults().volumes());
        return new RunConfig(
                spec.process().user(),
                spec.imageDefaults().exposedPorts(),
                spec.process().env(),
                spec.process().entrypoint(),
                spec.process().cmd(),
                volumes,
                spec.process().workingDir(),
                spec.identity().labels(),
                spec.stop().signal(),
                spec.imageDefaults().onBuild(),
                spec.imageDefaults().shell(),
                spec.declared().healthcheck());
    }

    /**
     * Fills what a config leaves open, as Docker does: lists and maps are united, and the command
     * counts only with the entrypoint it belongs to.
     */
    static RunConfig merge(RunConfig config, RunConfig from) {
        boolean entrypoint = config.entrypoint() != null && !config.entrypoint().isEmpty();
        boolean cmd = config.cmd() != null && !config.cmd().isEmpty();
        return new RunConfig(
                or(config.user(), from.user()),
                united(config.exposedPorts(), from.exposedPorts()),
                env(config.env(), from.env()),
                config.entrypoint() == null ? from.entrypoint() : config.entrypoint(),
                entrypoint || cmd ? config.cmd() : from.cmd(),
                united(config.volumes(), from.volumes()),
                or(config.workingDir(), from.workingDir()),
                labels(config.labels(), from.labels()),
                or(config.stopSignal(), from.stopSignal()),
                config.onBuild(),
                config.shell().isEmpty() ? from.shell() : config.shell(),
                config.healthcheck() == null ? from.healthcheck() : config.healthcheck());
    }

    private static String or(String own, String other) {
        return own.isEmpty() ? other : own;
    }

    private static Set<String> united(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private static List<String> env(List<String> own, List<String> other) {
        Set<String> names = own.stream().map(ContainerConfig::name).collect(Collectors.toSet());
        List<String> all = new ArrayList<>(own);
        other.stream().filter(entry -> !names.contains(name(entry))).forEach(all::add);
        return all;
    }

    private static String name(String entry) {
        return entry.split("=", 2)[0];
    }

    private static Map<String, String> labels(Map<String, String> own, Map<String, String> other) {
        Map<String, String> all = new HashMap<>(other);
        all.putAll(own);
        return all;
    }
}
