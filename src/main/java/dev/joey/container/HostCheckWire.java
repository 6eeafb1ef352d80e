package dev.joey.container;

import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.DeviceMapping;
import dev.joey.container.wire.HostConfigBody;
import dev.joey.container.wire.PortBinding;
import dev.joey.container.wire.RestartPolicy;
import dev.joey.container.wire.Ulimit;
import dev.joey.error.EngineException.InvalidParameter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the host's half of a create request but for its limits, with dockerd 28's texts. */
final class HostCheckWire {
    private static final Pattern DEVICE_RULE =
            Pattern.compile("[acb] ([0-9]+|\\*):([0-9]+|\\*) [rwm]{1,3}");
    private static final Set<String> ULIMITS =
            Set.of(
                    "as",
                    "core",
                    "cpu",
                    "data",
                    "fsize",
                    "locks",
                    "memlock",
                    "msgqueue",
                    "nice",
                    "nofile",
                    "nproc",
                    "rss",
                    "rtprio",
                    "rttime",
                    "sigpending",
                    "stack");
    private static final Set<String> SECURITY_FLAGS =
            Set.of("no-new-privileges", "writable-cgroups");

    private HostCheckWire() {}

    /**
     * @throws InvalidParameter for the first thing that can never work
     */
    static void check(CreateBody body, HostConfigBody host, CreateDefaults defaults) {
        if (text(host.utsMode()).equals("host") && !text(body.hostname()).isEmpty()) {
            throw new InvalidParameter("conflicting options: hostname and the UTS mode");
        }
        if (text(host.networkMode()).equals("host") && !CreateWire.list(host.links()).isEmpty()) {
            throw new InvalidParameter(
                    "conflicting options: host type networking can't be used with links. This"
                            + " would result in undefined behavior");
        }
        isolation(host.isolation());
        boolean autoRemove = host.autoRemove() && defaults.apiMinor() >= 25;
        restart(host.restartPolicy(), autoRemove);
        ports(host.portBindings());
        capabilities("CapAdd", host.capAdd());
        capabilities("CapDrop", host.capDrop());
        if (CreateWire.map(host.annotations()).containsKey("")
                || CreateWire.map(body.specAnnotation()).containsKey("")) {
            throw new InvalidParameter(
                    "invalid Annotations: the empty string is not permitted as an annotation key");
        }
        oneOf("IPC", host.ipcMode(), "none", "private", "host", "shareable");
        oneOf("PID", host.pidMode(), "host");
        oneOf("UTS", host.utsMode(), "host");
        oneOf("user namespace", host.usernsMode(), "host");
        oneOf("cgroup namespace", host.cgroupnsMode(), "private", "host");
        if (host.shmSize() < 0) {
            throw new InvalidParameter("SHM size can not be less than 0");
        }
        if (host.oomScoreAdj() < -1000 || host.oomScoreAdj() > 1000) {
            throw new InvalidParameter(
                    "Invalid value "
                            + host.oomScoreAdj()
                            + ", range for oom score adj is [-1000, 1000]");
        }
        if (!text(host.runtime()).isEmpty() && !defaults.runtimes().contains(host.runtime())) {
            throw new InvalidParameter("unknown or invalid runtime name: " + host.runtime());
        }
        CreateWire.map(host.tmpfs()).keySet().forEach(HostCheckWire::tmpfs);
        CreateWire.list(host.securityOpt()).forEach(HostCheckWire::security);
        CreateWire.list(host.devices()).forEach(HostCheckWire::device);
        CreateWire.list(host.deviceCgroupRules()).forEach(HostCheckWire::deviceRule);
        CreateWire.list(host.ulimits()).forEach(HostCheckWire::ulimit);
    }

    private static void isolation(String isolation) {
        String name = text(isolation).toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !name.equals("default")) {
            throw new InvalidParameter(
                    "invalid isolation: \"" + isolation + "\" - linux only supports 'default'");
        }
    }

    private static void restart(RestartPolicy policy, boolean autoRemove) {
        String name = policy == null ? "" : text(policy.name());
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
                                String hostPort = text(binding.hostPort());
                                if (!hostPort.isEmpty() && !hostPort.equals("0")) {
                                    PortText.parse(hostPort);
                                }
                            }
                        });
    }

    private static void capabilities(String field, List<String> names) {
        CapabilityNames.unknown(CreateWire.list(names))
                .ifPresent(
                        name -> {
                            throw new InvalidParameter(
                                    "invalid " + field + ": unknown capability: \"" + name + "\"");
                        });
    }

    /** A mode {@code container:…} is told apart later: it is right, and not supported yet. */
    private static void oneOf(String what, String mode, String... allowed) {
        String given = text(mode);
        boolean other =
                given.startsWith("container:") && (what.equals("IPC") || what.equals("PID"));
        if (other && what.equals("PID") && given.equals("container:")) {
            other = false;
        }
        if (!given.isEmpty() && !other && !List.of(allowed).contains(given)) {
            throw new InvalidParameter("invalid " + what + " mode: " + given);
        }
    }

    private static void tmpfs(String path) {
        if (!path.startsWith("/")) {
            throw new InvalidParameter(
                    "invalid mount path: '" + path + "' mount path must be absolute");
        }
        if (CreateWire.clean(path).equals("/")) {
            throw new InvalidParameter("invalid specification: destination can't be '/'");
        }
    }

    private static void security(String option) {
        if (SECURITY_FLAGS.contains(option) || option.equals("disable")) {
            return;
        }
        int cut = option.indexOf('=') >= 0 ? option.indexOf('=') : option.indexOf(':');
        if (cut < 0) {
            throw new InvalidParameter("invalid --security-opt 1: \"" + option + "\"");
        }
        String key = option.substring(0, cut);
        String value = option.substring(cut + 1);
        boolean flag = SECURITY_FLAGS.contains(key);
        if (flag && !value.equals("true") && !value.equals("false")) {
            throw new InvalidParameter("invalid --security-opt 2: \"" + option + "\"");
        }
        if (!flag && !Set.of("label", "apparmor", "seccomp").contains(key)) {
            throw new InvalidParameter("invalid --security-opt 2: \"" + option + "\"");
        }
    }

    private static void device(DeviceMapping device) {
        String path = text(device.pathOnHost());
        if (!path.startsWith("/")) {
            throw new InvalidParameter("invalid device path: \"" + path + "\"");
        }
        if (!text(device.cgroupPermissions()).matches("[rwm]{0,3}")) {
            throw new InvalidParameter("invalid device mode: " + device.cgroupPermissions());
        }
    }

    private static void deviceRule(String rule) {
        if (!DEVICE_RULE.matcher(rule).matches()) {
            throw new InvalidParameter("invalid device cgroup rule format: '" + rule + "'");
        }
    }

    private static void ulimit(Ulimit limit) {
        if (!ULIMITS.contains(text(limit.name()))) {
            throw new InvalidParameter("invalid ulimit type: " + text(limit.name()));
        }
        if (limit.soft() < -1 || limit.hard() < -1) {
            throw new InvalidParameter("invalid ulimit value for " + limit.name());
        }
        boolean above = limit.soft() == -1 ? limit.hard() != -1 : limit.soft() > limit.hard();
        if (limit.hard() != -1 && above) {
            throw new InvalidParameter(
                    "ulimit soft limit must be less than or equal to hard limit: "
                            + limit.soft()
                            + " > "
                            + limit.hard());
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
