package dev.joey.container;

import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.DeviceMapping;
import dev.joey.container.wire.HostConfigBody;
import dev.joey.container.wire.PortBinding;
import dev.joey.container.wire.RestartPolicy;
import dev.joey.error.EngineException.InvalidParameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Checks the host's half of a create request as far as that needs no host, with dockerd 28's texts.
 * Limits, capabilities, namespaces, mounts and security options are checked in the spec, together
 * with what the host can do.
 */
final class HostCheckWire {
    private static final Pattern DEVICE_RULE =
            Pattern.compile("[acb] ([0-9]+|\\*):([0-9]+|\\*) [rwm]{1,3}");

    private HostCheckWire() {}

    /**
     * Adds to the warnings what Docker drops with a word.
     *
     * @throws InvalidParameter for the first thing that can never work
     */
    static void check(
            CreateBody body, HostConfigBody host, CreateDefaults defaults, List<String> warnings) {
        conflicts(body, host);
        windows(host, warnings);
        boolean autoRemove = host.autoRemove() && defaults.apiMinor() >= 25;
        restart(host.restartPolicy(), autoRemove);
        ports(host.portBindings());
        if (CreateWire.map(host.annotations()).containsKey("")
                || CreateWire.map(body.specAnnotation()).containsKey("")) {
            throw new InvalidParameter(
                    "invalid Annotations: the empty string is not permitted as an annotation key");
        }
        String users = CreateWire.text(host.usernsMode());
        if (!users.isEmpty() && !users.equals("host")) {
            throw new InvalidParameter("invalid user namespace mode: " + users);
        }
        String runtime = CreateWire.text(host.runtime());
        if (!runtime.isEmpty() && !defaults.runtimes().contains(runtime)) {
            throw new InvalidParameter("unknown or invalid runtime name: " + runtime);
        }
        CreateWire.list(host.devices()).forEach(HostCheckWire::device);
        CreateWire.list(host.deviceCgroupRules()).forEach(HostCheckWire::deviceRule);
        if (host.cpuRealtimePeriod() != 0 && host.cpuRealtimeRuntime() > host.cpuRealtimePeriod()) {
            throw new InvalidParameter(
                    "cpu real-time runtime cannot be higher than cpu real-time period");
        }
        if (host.kernelMemory() > 0 && defaults.apiMinor() < 42) {
            warnings.add(
                    "Your kernel does not support kernel memory limit capabilities or the cgroup"
                            + " is not mounted. Limitation discarded.");
        }
    }

    private static void conflicts(CreateBody body, HostConfigBody host) {
        if (CreateWire.text(host.utsMode()).equals("host")
                && !CreateWire.text(body.hostname()).isEmpty()) {
            throw new InvalidParameter("conflicting options: hostname and the UTS mode");
        }
        if (CreateWire.text(host.networkMode()).equals("host")
                && !CreateWire.list(host.links()).isEmpty()) {
            throw new InvalidParameter(
                    "conflicting options: host type networking can't be used with links. This"
                            + " would result in undefined behavior");
        }
    }

    /** What only Windows has. */
    private static void windows(HostConfigBody host, List<String> warnings) {
        String isolation = CreateWire.text(host.isolation()).toLowerCase(Locale.ROOT);
        if (!isolation.isEmpty() && !isolation.equals("default")) {
            throw new InvalidParameter(
                    "invalid isolation: \""
                            + host.isolation()
                            + "\" - linux only supports 'default'");
        }
        if (host.ioMaximumBandwidth() != 0 || host.maximumIoBps() != 0) {
            throw new InvalidParameter(
                    "invalid QoS settings: linux does not support configuration of maximum"
                            + " bandwidth");
        }
        if (host.ioMaximumIops() != 0 || host.maximumIops() != 0) {
            throw new InvalidParameter(
                    "invalid QoS settings: linux does not support configuration of maximum IOPs");
        }
        if (host.cpuPercent() > 0) {
            warnings.add("linux does not support CPU percent. Percent discarded.");
        }
        if (host.cpuCount() > 0) {
            warnings.add("linux does not support CPU count. Count discarded.");
        }
    }

    private static void restart(RestartPolicy policy, boolean autoRemove) {
        String name = policy == null ? "" : CreateWire.text(policy.name());
        int count = policy == null ? 0 : policy.maximumRetryCount();
        if (autoRemove && !name.isEmpty() && !name.equals("no")) {
            throw new InvalidParameter("can't create 'AutoRemove' container with restart policy");
        }
        switch (name) {
            case "" -> {}
            case "no", "always", "unless-stopped" -> {
                if (count != 0) {
                    throw new InvalidParameter(
                            "invalid restart policy: maximum retry count can only be used with"
                                    + " 'on-failure'"
                                    + (count < 0 ? " and cannot be negative" : ""));
                }
            }
            case "on-failure" -> {
                if (count < 0) {
                    throw new InvalidParameter(
                            "invalid restart policy: maximum retry count cannot be negative");
                }
            }
            default ->
                    throw new InvalidParameter(
                            "invalid restart policy: unknown policy '"
                                    + name
                                    + "'; use one of 'no', 'always', 'on-failure', or"
                                    + " 'unless-stopped'");
        }
    }

    private static void ports(Map<String, List<PortBinding>> bindings) {
        CreateWire.map(bindings)
                .forEach(
                        (port, hosts) -> {
                            PortText.parse(port);
                            for (PortBinding binding : CreateWire.list(hosts)) {
                                String hostPort = CreateWire.text(binding.hostPort());
                                if (!hostPort.isEmpty() && !hostPort.equals("0")) {
                                    PortText.parse(hostPort);
                                }
                            }
                        });
    }

    private static void device(DeviceMapping device) {
        String path = CreateWire.text(device.pathOnHost());
        if (!path.startsWith("/")) {
            throw new InvalidParameter("invalid device path: \"" + path + "\"");
        }
        if (!CreateWire.text(device.cgroupPermissions()).matches("[rwm]{0,3}")) {
            throw new InvalidParameter("invalid device mode: " + device.cgroupPermissions());
        }
    }

    private static void deviceRule(String rule) {
        if (!DEVICE_RULE.matcher(rule).matches()) {
            throw new InvalidParameter("invalid device cgroup rule format: '" + rule + "'");
        }
    }
}
