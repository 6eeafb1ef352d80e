package dev.joey.container;

import dev.joey.container.ContainerSpec.InitProcess;
import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import dev.joey.container.wire.ContainerInspect;
import dev.joey.container.wire.ContainerInspect.ImageManifest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The document of {@code GET /containers/{id}/json}. */
final class InspectWire {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    /** RFC 3339 in UTC with as many digits of the nanoseconds as are needed, as Go writes it. */
    private static final DateTimeFormatter RFC3339_NANO =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .appendLiteral('Z')
                    .toFormatter(Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private InspectWire() {}

    static ContainerInspect of(Container container, InspectFacts facts, int apiMinor) {
        ContainerSpec spec = container.spec();
        CommandLine command = CommandLine.of(spec.process());
        InspectFacts.Sizes sizes = facts.sizes();
        return new ContainerInspect(
                container.id().value(),
                time(container.createdAt()),
                command.path(),
                command.args(),
                state(container.state()),
                spec.imageId().value(),
                facts.files().resolvConf(),
                facts.files().hostname(),
                facts.files().hosts(),
                logPath(spec, facts),
                "/" + container.name(),
                container.restartCount(),
                spec.host().snapshotter(),
                "linux",
                "",
                "",
                facts.appArmorProfile(),
                facts.execIds().isEmpty() ? null : facts.execIds(),
                HostConfigWire.of(spec, facts, apiMinor),
                new ContainerInspect.GraphDriver(
                        facts.rootfs() == null ? null : new TreeMap<>(facts.rootfs()),
                        spec.host().snapshotter()),
                sizes == null ? null : sizes.writableBytes(),
                sizes == null ? null : sizes.rootFsBytes(),
                mounts(spec.storage().points(), facts.volumePaths()),
                config(spec),
                NetworkViewWire.settings(container, facts.networks(), apiMinor),
                apiMinor < 48 ? null : manifest(facts.manifest()),
                facts.files().logFault().isEmpty() ? null : facts.files().logFault());
    }

    /** As in dockerd other drivers' files are nobody's business. */
    private static String logPath(ContainerSpec spec, InspectFacts facts) {
        String driver = spec.host().log().driver();
        return driver.isEmpty() || driver.equals("json-file") ? facts.files().log() : "";
    }

    /** The overlapping flags of Docker: a paused container and one that restarts also "run". */
    static ContainerInspect.State state(ContainerState state) {
        String word = ContainerStatus.word(state);
        return switch (state) {
            case Created(StartFailure failure) -> ended(word, null, failure);
            case Running(Run run) -> alive(word, run, false);
            case Paused(Run run) -> alive(word, run, true);
            case Restarting(Exit last, Instant _) ->
                    new ContainerInspect.State(
                            word,
                            true,
                            false,
                            true,
                            last.oomKilled(),
                            false,
                            0,
                            last.code(),
                            "",
                            time(last.startedAt()),
                            time(last.finishedAt()));
            case Exited(Exit exit, StartFailure failure) -> ended(word, exit, failure);
        };
    }

    private static ContainerInspect.State alive(String word, Run run, boolean paused) {
        return new ContainerInspect.State(
                word,
                true,
                paused,
                false,
                false,
                false,
                run.pid(),
                0,
                "",
                time(run.startedAt()),
                NEVER);
    }

    private static ContainerInspect.State ended(String word, Exit exit, StartFailure failure) {
        int code = exit == null ? 0 : exit.code();
        return new ContainerInspect.State(
                word,
                false,
                false,
                false,
                exit != null && exit.oomKilled(),
                false,
                0,
                failure == null ? code : failure.code(),
                failure == null ? "" : failure.reason(),
                exit == null ? NEVER : time(exit.startedAt()),
                exit == null ? NEVER : time(exit.finishedAt()));
    }

    private static ContainerInspect.Config config(ContainerSpec spec) {
        InitProcess process = spec.process();
        var defaults = spec.imageDefaults();
        return new ContainerInspect.Config(
                spec.identity().hostname(),
                spec.identity().domainname(),
                process.user(),
                process.attachStdin(),
                process.attachStdout(),
                process.attachStderr(),
                keys(defaults.exposedPorts()),
                process.tty(),
                process.openStdin(),
                process.stdinOnce(),
                process.env().isEmpty() ? null : process.env(),
                shown(spec, "Cmd", process.cmd()),
                spec.declared().healthcheck(),
                defaults.argsEscaped() ? true : null,
                spec.image(),
                defaults.volumes().isEmpty() ? null : keys(defaults.volumes()),
                process.workingDir(),
                shown(spec, "Entrypoint", process.entrypoint()),
                spec.declared().networkDisabled() ? true : null,
                shown(spec, "OnBuild", defaults.onBuild()),
                new TreeMap<>(spec.identity().labels()),
                spec.stop().signal(),
                spec.stop().timeoutSeconds(),
                defaults.shell());
    }

    private static List<String> shown(ContainerSpec spec, String field, List<String> items) {
        return items.isEmpty() && !spec.declared().emptied().contains(field) ? null : items;
    }

    /** A set as Docker writes it: an object with empty objects, sorted. */
    private static Map<String, Map<String, String>> keys(Collection<String> names) {
        Map<String, Map<String, String>> keys = new TreeMap<>();
        names.forEach(name -> keys.put(name, Map.of()));
        return keys;
    }

    /** The mounts, with where the data of the volumes lies. */
    static List<ContainerInspect.Mount> mounts(
            List<MountPoint> points, Map<String, String> volumePaths) {
        return points.stream()
                .map(
                        point ->
                                new ContainerInspect.Mount(
                                        point.type(),
                                        point.name(),
                                        point.isVolume()
                                                ? volumePaths.getOrDefault(point.name(), "")
                                                : point.source(),
                                        point.destination(),
                                        point.driver(),
                                        point.mode(),
                                        point.rw(),
                                        point.propagation()))
                .toList();
    }

    static ImageManifest manifest(InspectFacts.Manifest manifest) {
        return manifest == null
                ? null
                : new ImageManifest(
                        manifest.descriptor().mediaType(),
                        manifest.descriptor().digest().value(),
                        manifest.descriptor().sizeBytes(),
                        new ContainerInspect.Platform(
                                manifest.architecture(), manifest.os(), manifest.variant()));
    }

    /** The time as Docker's API has it. */
    static String time(Instant instant) {
        return RFC3339_NANO.format(instant);
    }
}
