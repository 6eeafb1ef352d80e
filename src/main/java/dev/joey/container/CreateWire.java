package dev.joey.container;

import dev.joey.container.ContainerSpec.Declared;
import dev.joey.container.ContainerSpec.DeviceMapping;
import dev.joey.container.ContainerSpec.Host;
import dev.joey.container.ContainerSpec.Identity;
import dev.joey.container.ContainerSpec.LogConfig;
import dev.joey.container.ContainerSpec.PortBinding;
import dev.joey.container.ContainerSpec.Resources;
import dev.joey.container.ContainerSpec.RestartPolicy;
import dev.joey.container.ContainerSpec.Security;
import dev.joey.container.ContainerSpec.ThrottleDevice;
import dev.joey.container.ContainerSpec.Ulimit;
import dev.joey.container.ContainerSpec.WeightDevice;
import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.HostConfigBody;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.image.Image;
import dev.joey.network.Attachment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** From a create request to a spec: checked, merged with the image, completed with defaults. */
final class CreateWire {
    private final CreateBody body;
    private final HostConfigBody host;
    private final ContainerId id;
    private final Image image;
    private final CreateDefaults defaults;
    private final List<String> warnings = new ArrayList<>();
    private final Set<String> emptied = new TreeSet<>();

    private CreateWire(CreateBody body, ContainerId id, Image image, CreateDefaults defaults) {
        this.body = body;
        this.host = Objects.requireNonNullElse(body.hostConfig(), HostConfigBody.EMPTY);
        this.id = id;
        this.image = image;
        this.defaults = defaults;
    }

    static CreateRequest of(CreateBody body, ContainerId id, Image image, CreateDefaults defaults) {
        return new CreateWire(body, id, image, defaults).request();
    }

    private CreateRequest request() {
        ConfigCheckWire.check(body);
        HostCheckWire.check(body, host, defaults, warnings);
        UnsupportedWire.check(body, host, defaults);
        NetworkCheckWire.check(body, host);
        ContainerSpec.Network asked = NetworkAskWire.of(body, host, emptied);
        asked.attachments().forEach(Attachment::check);
        network();
        var merged = new MergedConfigWire(body, image.config());
        if (merged.commandIsEmpty()) {
            throw new InvalidParameter("no command specified");
        }
        if (merged.entrypoint().isEmpty() && merged.entrypointEmptied()) {
            emptied.add("Entrypoint");
        }
        if (merged.cmd().isEmpty() && body.cmd() != null && !merged.entrypoint().isEmpty()) {
            emptied.add("Cmd");
        }
        String health = healthcheck();
        var spec =
                new ContainerSpec(
                        body.image(),
                        image.id(),
                        merged.process(consoleSize()),
                        identity(merged),
                        merged.stop(),
                        merged.imageDefaults(kept("OnBuild", body.onBuild())),
                        host(),
                        resources(),
                        security(),
                        declared(health),
                        asked,
                        Storage.NONE);
        return new CreateRequest(spec, List.copyOf(warnings));
    }

    /** What networks {@code none} and {@code host} discard, with Docker's words about it. */
    private void network() {
        String mode = NetworkAskWire.mode(body, host);
        if (mode.equals("host") && !map(host.portBindings()).isEmpty()) {
            warnings.add("Published ports are discarded when using host network mode");
        }
        if (!text(body.macAddress()).isEmpty()) {
            boolean nowhere = mode.equals("host") || mode.equals("none");
            if (defaults.apiMinor() < 44 && nowhere) {
                throw new InvalidParameter("conflicting options: mac-address and the network mode");
            }
            warnings.add(
                    "The container-wide MacAddress field is now deprecated. It should be specified"
                            + " in EndpointsConfig instead.");
        }
    }

    /**
     * The health check that inspect shows. One of the image does not run yet; it is only warned
     * about, because refusing would make all such images unusable.
     */
    private String healthcheck() {
        if (body.healthcheck() != null && UnsupportedWire.disables(body.healthcheck())) {
            return "{\"Test\":[\"NONE\"]}";
        }
        String ofImage = image.config().healthcheck();
        if (ofImage != null && !ofImage.matches("(?s).*\"Test\"\\s*:\\s*\\[\\s*\"NONE\".*")) {
            warnings.add(
                    "HEALTHCHECK of the image is not supported by this version: it is not run");
        }
        return ofImage;
    }

    private List<Integer> consoleSize() {
        List<Integer> size = defaults.apiMinor() < 42 ? List.of() : list(host.consoleSize());
        return List.of(
                size.isEmpty() ? 0 : Math.max(0, size.get(0)),
                size.size() < 2 ? 0 : Math.max(0, size.get(1)));
    }

    private Identity identity(MergedConfigWire merged) {
        String hostname = text(body.hostname());
        if (hostname.isEmpty()) {
            boolean hosts = NetworkAskWire.mode(body, host).equals("host");
            hostname = hosts ? defaults.hostName() : id.brief();
        }
        Map<String, String> annotations = new LinkedHashMap<>(texts(body.specAnnotation()));
        if (defaults.apiMinor() >= 43) {
            annotations.putAll(texts(host.annotations()));
        }
        return new Identity(
                hostname, text(body.domainname()), merged.labels(), Map.copyOf(annotations));
    }

    private Host host() {
        return new Host(
                NetworkAskWire.mode(body, host),
                host.autoRemove() && defaults.apiMinor() >= 25,
                restartPolicy(),
                log(),
                text(host.runtime()).isEmpty() ? defaults.runtime() : host.runtime(),
                text(host.cgroupParent()),
                host.init(),
                ipcMode(),
                text(host.pidMode()),
                text(host.utsMode()),
                text(host.cgroupnsMode()),
                host.shmSize(),
                texts(host.tmpfs()),
                texts(host.sysctls()),
                defaults.snapshotter());
    }

    private RestartPolicy restartPolicy() {
        var policy = host.restartPolicy();
        return policy == null || text(policy.name()).isEmpty()
                ? new RestartPolicy("no", policy == null ? 0 : policy.maximumRetryCount())
                : new RestartPolicy(policy.name(), policy.maximumRetryCount());
    }

    /** The daemon's options complete those of its own driver only. */
    private LogConfig log() {
        var asked = host.logConfig();
        String driver = asked == null ? "" : text(asked.type());
        Map<String, String> options = new LinkedHashMap<>();
        if (driver.isEmpty() || driver.equals(defaults.logDriver())) {
            driver = defaults.logDriver();
            options.putAll(defaults.logOptions());
        }
        if (asked != null) {
            options.putAll(texts(asked.config()));
        }
        return new LogConfig(driver, Map.copyOf(options));
    }

    /** Clients of before API 1.40 expect that others may join. */
    private String ipcMode() {
        if (!text(host.ipcMode()).isEmpty()) {
            return host.ipcMode();
        }
        return defaults.apiMinor() < 40 ? "shareable" : "private";
    }

    /** As asked; an old client sends three of them beside the image. */
    private Resources resources() {
        Long swappiness = host.memorySwappiness();
        return new Resources(
                host.memory() == 0 ? body.memory() : host.memory(),
                host.memoryReservation(),
                host.memorySwap() == 0 ? body.memorySwap() : host.memorySwap(),
                swappiness == null || swappiness == -1 ? null : swappiness,
                host.oomKillDisable(),
                host.oomScoreAdj(),
                host.cpuShares() == 0 ? body.cpuShares() : host.cpuShares(),
                host.cpuPeriod(),
                host.cpuQuota(),
                host.cpuRealtimePeriod(),
                host.cpuRealtimeRuntime(),
                host.nanoCpus(),
                cpusetCpus(),
                text(host.cpusetMems()),
                host.pidsLimit() == null || host.pidsLimit() <= 0 ? null : host.pidsLimit(),
                host.blkioWeight(),
                kept("BlkioWeightDevice", host.blkioWeightDevice()).stream()
                        .map(device -> new WeightDevice(device.path(), device.weight()))
                        .toList(),
                throttles("BlkioDeviceReadBps", host.blkioDeviceReadBps()),
                throttles("BlkioDeviceWriteBps", host.blkioDeviceWriteBps()),
                throttles("BlkioDeviceReadIOps", host.blkioDeviceReadIops()),
                throttles("BlkioDeviceWriteIOps", host.blkioDeviceWriteIops()),
                kept("Ulimits", host.ulimits()).stream()
                        .map(limit -> new Ulimit(limit.name(), limit.soft(), limit.hard()))
                        .toList(),
                kept("Devices", host.devices()).stream().map(CreateWire::device).toList(),
                kept("DeviceCgroupRules", host.deviceCgroupRules()));
    }

    /** Under three names, two of them of clients of before API 1.19. */
    private String cpusetCpus() {
        if (!text(host.cpusetCpus()).isEmpty()) {
            return host.cpusetCpus();
        }
        return text(body.cpusetCpus()).isEmpty() ? text(body.cpuset()) : body.cpusetCpus();
    }

    private List<ThrottleDevice> throttles(
            String field, List<dev.joey.container.wire.ThrottleDevice> sent) {
        return kept(field, sent).stream()
                .map(device -> new ThrottleDevice(device.path(), device.rate()))
                .toList();
    }

    private static DeviceMapping device(dev.joey.container.wire.DeviceMapping sent) {
        String inside = text(sent.pathInContainer());
        String permissions = text(sent.cgroupPermissions());
        return new DeviceMapping(
                sent.pathOnHost(),
                inside.isEmpty() ? sent.pathOnHost() : inside,
                permissions.isEmpty() ? "rwm" : permissions);
    }

    private Security security() {
        return new Security(
                host.privileged(),
                host.readonlyRootfs(),
                kept("CapAdd", host.capAdd()),
                kept("CapDrop", host.capDrop()),
                kept("GroupAdd", host.groupAdd()),
                kept("SecurityOpt", host.securityOpt()),
                host.maskedPaths() == null ? null : list(host.maskedPaths()),
                host.readonlyPaths() == null ? null : list(host.readonlyPaths()));
    }

    private Declared declared(String health) {
        Map<String, List<PortBinding>> ports = new LinkedHashMap<>();
        map(host.portBindings())
                .forEach(
                        (port, bindings) ->
                                ports.put(
                                        port,
                                        list(bindings).stream()
                                                .map(
                                                        at ->
                                                                new PortBinding(
                                                                        text(at.hostIp()),
                                                                        text(at.hostPort())))
                                                .toList()));
        if (host.portBindings() != null && ports.isEmpty()) {
            emptied.add("PortBindings");
        }
        kept("Binds", host.binds());
        kept("VolumesFrom", host.volumesFrom());
        kept("DeviceRequests", host.deviceRequests());
        return new Declared(
                body.networkDisabled(),
                text(host.containerIdFile()),
                Map.copyOf(ports),
                host.publishAllPorts(),
                text(host.isolation()),
                text(host.usernsMode()),
                health,
                Set.copyOf(emptied));
    }

    /** The list as the domain has it, remembering one that was sent empty. */
    private <T> List<T> kept(String field, List<T> sent) {
        List<T> items = list(sent);
        if (sent != null && items.isEmpty()) {
            emptied.add(field);
        }
        return items;
    }

    /** The list without nulls, empty for null. */
    static <T> List<T> list(Collection<T> sent) {
        return sent == null ? List.of() : sent.stream().filter(Objects::nonNull).toList();
    }

    /** The map as it is, empty for null. */
    static <V> Map<String, V> map(Map<String, V> sent) {
        return sent == null ? Map.of() : sent;
    }

    /** A copy in which null values are empty texts, as Go reads them. */
    static Map<String, String> texts(Map<String, String> sent) {
        Map<String, String> texts = new HashMap<>();
        map(sent).forEach((key, value) -> texts.put(key, text(value)));
        return Map.copyOf(texts);
    }

    /** An absolute path without {@code .}, {@code ..} and doubled slashes. */
    static String clean(String path) {
        return Path.of(path).normalize().toString();
    }

    /** The text, empty for null. */
    static String text(String value) {
        return value == null ? "" : value;
    }
}
