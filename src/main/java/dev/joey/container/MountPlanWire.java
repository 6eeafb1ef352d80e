package dev.joey.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.container.MountPoint.Detail;
import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.HostConfigBody;
import dev.joey.container.wire.MountBody;
import dev.joey.error.EngineException;
import dev.joey.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which mounts a create request asks for. Later ones win over earlier ones at the same destination:
 * those of other containers, binds and mounts; volumes of the image and of {@code Volumes} come
 * only where nothing is yet. Source: dockerd 28.5.
 */
final class MountPlanWire {
    private final HostConfigBody host;
    private final Function<String, Optional<Container>> containers;
    private final Map<String, MountPoint> points = new TreeMap<>();
    private final Set<String> explicit = new HashSet<>();

    private MountPlanWire(HostConfigBody host, Function<String, Optional<Container>> containers) {
        this.host = host;
        this.containers = containers;
    }

    /**
     * Makes the plan.
     *
     * @param volumes destinations that the image and the request declare
     * @param containers finds those of {@code VolumesFrom}
     * @throws InvalidParameter in Docker's words
     * @throws EngineException.NotFound if a container of {@code VolumesFrom} is not there
     */
    static Storage of(
            CreateBody body,
            Set<String> volumes,
            Function<String, Optional<Container>> containers,
            ObjectMapper json) {
        HostConfigBody host = Objects.requireNonNullElse(body.hostConfig(), HostConfigBody.EMPTY);
        var plan = new MountPlanWire(host, containers);
        List<MountBody> mounts = CreateWire.list(host.mounts());
        mounts.forEach(mount -> MountCheckWire.check(mount, true));
        CreateWire.list(host.volumesFrom()).forEach(plan::inherit);
        CreateWire.list(host.binds()).forEach(plan::bind);
        mounts.forEach(plan::mount);
        volumes.stream().sorted().forEach(plan::declared);
        String driver = CreateWire.text(host.volumeDriver());
        return new Storage(
                CreateWire.list(host.binds()),
                CreateWire.list(host.volumesFrom()),
                driver.isEmpty() ? CreateWire.text(body.volumeDriver()) : driver,
                mounts.isEmpty() ? null : text(mounts, json),
                CreateWire.texts(host.storageOpt()),
                List.copyOf(plan.points.values()));
    }

    private static String text(List<MountBody> mounts, ObjectMapper json) {
        try {
            return json.writeValueAsString(mounts);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("mounts cannot be written", e);
        }
    }

    /** {@code container[:mode]}. */
    private void inherit(String from) {
        String[] parts = from.split(":", 2);
        if (parts[0].isEmpty()) {
            throw new InvalidParameter("malformed volumes-from specification: " + from);
        }
        String mode = parts.length == 1 ? "" : parts[1];
        // Copying and propagation are the other container's; they cannot be said here.
        boolean wrong =
                !BindText.isMode(mode)
                        || new BindText(from, "", "", mode).propagation().isPresent()
                        || new BindText(from, "", "", mode).noCopy();
        if (wrong) {
            throw new InvalidParameter("invalid mode: " + mode);
        }
        Container other =
                containers
                        .apply(parts[0])
                        .orElseThrow(
                                () ->
                                        new EngineException.NotFound(
                                                "No such container: " + parts[0]));
        boolean writable = !new BindText(from, "", "", mode).readOnly();
        for (MountPoint point : other.spec().storage().points()) {
            points.put(point.destination(), point.inherited(writable));
        }
    }

    private void bind(String raw) {
        BindText text = BindText.parse(raw);
        boolean bind = text.isHostPath();
        try {
            MountCheckWire.check(
                    new MountBody(
                            bind ? "bind" : "volume",
                            text.source(),
                            text.destination(),
                            text.readOnly(),
                            null,
                            text.propagation()
                                    .map(
                                            how ->
                                                    new MountBody.BindOptions(
                                                            how, false, false, false, false))
                                    .orElse(null),
                            null,
                            null,
                            null,
                            null),
                    false);
        } catch (InvalidParameter e) {
            throw new InvalidParameter(
                    BindText.invalid(raw).getMessage() + ": " + e.getMessage(), e);
        }
        String destination = CreateWire.clean(text.destination());
        claim(destination, destination);
        points.put(
                destination,
                new MountPoint(
                        bind ? MountPoint.BIND : MountPoint.VOLUME,
                        bind ? "" : text.source(),
                        bind ? CreateWire.clean(text.source()) : "",
                        destination,
                        bind ? "" : CreateWire.text(host.volumeDriver()),
                        text.mode(),
                        !text.readOnly(),
                        bind ? text.propagation().orElse("rprivate") : "",
                        !bind && !text.noCopy(),
                        text.source().isEmpty(),
                        Detail.PLAIN));
    }

    private void mount(MountBody asked) {
        String destination = CreateWire.clean(asked.target());
        claim(destination, asked.target());
        points.put(destination, point(asked, destination));
    }

    private static MountPoint point(MountBody asked, String destination) {
        boolean rw = !asked.readOnly();
        String source = CreateWire.text(asked.source());
        return switch (asked.type()) {
            case "bind" -> {
                MountBody.BindOptions options =
                        Objects.requireNonNullElse(
                                asked.bindOptions(),
                                new MountBody.BindOptions(null, false, false, false, false));
                String propagation = CreateWire.text(options.propagation());
                yield new MountPoint(
                        MountPoint.BIND,
                        "",
                        CreateWire.clean(source),
                        destination,
                        "",
                        "",
                        rw,
                        propagation.isEmpty() ? "rprivate" : propagation,
                        false,
                        false,
                        new Detail(
                                options.createMountpoint(),
                                "",
                                "",
                                !options.nonRecursive(),
                                readOnlyBelow(options),
                                null,
                                null));
            }
            case "tmpfs" ->
                    new MountPoint(
                            MountPoint.TMPFS,
                            "",
                            "",
                            destination,
                            "",
                            "",
                            rw,
                            "",
                            false,
                            false,
                            new Detail(false, "", tmpfs(asked), true, "if-possible", null, null));
            default -> {
                MountBody.VolumeOptions options =
                        Objects.requireNonNullElse(
                                asked.volumeOptions(),
                                new MountBody.VolumeOptions(false, null, null, null));
                MountBody.Driver driver =
                        Objects.requireNonNullElse(
                                options.driverConfig(), new MountBody.Driver(null, null));
                yield new MountPoint(
                        MountPoint.VOLUME,
                        source,
                        "",
                        destination,
                        CreateWire.text(driver.name()),
                        "",
                        rw,
                        "",
                        !options.noCopy(),
                        source.isEmpty(),
                        new Detail(
                                false,
                                CreateWire.text(options.subpath()),
                                "",
                                true,
                                "if-possible",
                                options.labels() == null
                                        ? null
                                        : CreateWire.texts(options.labels()),
                                driver.options() == null
                                        ? null
                                        : CreateWire.texts(driver.options())));
            }
        };
    }

    private static String readOnlyBelow(MountBody.BindOptions options) {
        if (options.readOnlyForceRecursive()) {
            return "always";
        }
        return options.readOnlyNonRecursive() ? "never" : "if-possible";
    }

    private static String tmpfs(MountBody asked) {
        List<String> words = new ArrayList<>();
        if (asked.readOnly()) {
            words.add("ro");
        }
        MountBody.TmpfsOptions options = asked.tmpfsOptions();
        if (options != null) {
            if (options.mode() != 0) {
                words.add("mode=" + Integer.toOctalString(options.mode()));
            }
            if (options.sizeBytes() != 0) {
                words.add("size=" + options.sizeBytes());
            }
            CreateWire.list(options.options())
                    .forEach(words1 -> words.add(String.join("=", words1)));
        }
        return String.join(",", words);
    }

    private void declared(String path) {
        String destination = CreateWire.clean("/" + path);
        if (points.containsKey(destination)
                || CreateWire.map(host.tmpfs()).containsKey(destination)) {
            return;
        }
        points.put(
                destination,
                new MountPoint(
                        MountPoint.VOLUME,
                        "",
                        "",
                        destination,
                        CreateWire.text(host.volumeDriver()),
                        "",
                        true,
                        "",
                        true,
                        true,
                        Detail.PLAIN));
    }

    private void claim(String destination, String shown) {
        boolean memory =
                CreateWire.map(host.tmpfs()).keySet().stream()
                        .anyMatch(
                                path ->
                                        path.startsWith("/")
                                                && CreateWire.clean(path).equals(destination));
        if (memory || !explicit.add(destination)) {
            throw new InvalidParameter("Duplicate mount point: " + shown);
        }
    }
}
