package dev.joey.container.spec;

import dev.joey.container.ContainerSpec;
import dev.joey.container.ContainerSpec.DeviceMapping;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.linux.Linux.DeviceNode;
import dev.joey.oci.RuntimeSpec.Device;
import dev.joey.oci.RuntimeSpec.DeviceRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device nodes a container gets and the rules of its device controller. The runtime itself adds
 * null, zero, full, random, urandom, tty, console and ptmx. Source: OCI runtime-spec, "Devices" and
 * "Default Devices"; Docker's {@code Devices} and {@code DeviceCgroupRules}.
 *
 * @param rules the order matters: later ones win
 */
record DevicesSection(List<Device> nodes, List<DeviceRule> rules) {
    private static final String ALL_ACCESS = "rwm";
    private static final Pattern ACCESS = Pattern.compile("[rwm]{1,3}");
    private static final Pattern RULE =
            Pattern.compile("([acb]) ([0-9]+|\\*):([0-9]+|\\*) ([rwm]{1,3})");

    /** Everything closed, then what each container may use. FUSE is closed before the wildcards. */
    private static final List<DeviceRule> BASE =
            List.of(
                    new DeviceRule(false, null, null, null, ALL_ACCESS),
                    character(true, 1L, 5L, ALL_ACCESS), // zero
                    character(true, 1L, 3L, ALL_ACCESS), // null
                    character(true, 1L, 7L, ALL_ACCESS), // full
                    character(true, 1L, 9L, ALL_ACCESS), // urandom
                    character(true, 1L, 8L, ALL_ACCESS), // random
                    character(true, 5L, 0L, ALL_ACCESS), // tty
                    character(true, 5L, 1L, ALL_ACCESS), // console
                    character(false, 10L, 229L, ALL_ACCESS), // fuse
                    character(true, null, null, "m"),
                    new DeviceRule(true, "b", null, null, "m"),
                    character(true, 136L, null, ALL_ACCESS), // pts
                    character(true, 5L, 2L, ALL_ACCESS)); // ptmx

    private static DeviceRule character(boolean allow, Long major, Long minor, String access) {
        return new DeviceRule(allow, "c", major, minor, access);
    }

    /**
     * The section.
     *
     * @throws InvalidParameter if a device is not there, or a rule or a permission is malformed
     */
    static DevicesSection of(ContainerSpec spec, HostDevices host, Warnings warnings) {
        return spec.security().privileged()
                ? privileged(spec.resources().devices(), host, warnings)
                : confined(spec, host);
    }

    private static DevicesSection privileged(
            List<DeviceMapping> mappings, HostDevices host, Warnings warnings) {
        List<Device> nodes = new ArrayList<>();
        for (DeviceNode node : host.below(Path.of("/dev"))) {
            // The runtime makes a console of its own.
            if (!node.path().equals(Path.of("/dev/console"))) {
                nodes.add(device(node, node.path().toString()));
            }
        }
        for (DeviceMapping mapping : mappings) {
            if (!access(mapping).equals(ALL_ACCESS)) {
                warnings.add(
                        "custom "
                                + mapping.permissions()
                                + " permissions for device "
                                + mapping.pathOnHost()
                                + " are ignored in privileged mode");
            }
            if (!target(mapping).equals(mapping.pathOnHost())) {
                nodes.addAll(mapped(mapping, host));
            }
        }
        return new DevicesSection(
                nodes, List.of(new DeviceRule(true, null, null, null, ALL_ACCESS)));
    }

    private static DevicesSection confined(ContainerSpec spec, HostDevices host) {
        List<Device> nodes = new ArrayList<>();
        List<DeviceRule> rules = new ArrayList<>(BASE);
        for (DeviceMapping mapping : spec.resources().devices()) {
            String access = access(mapping);
            for (Device node : mapped(mapping, host)) {
                nodes.add(node);
                rules.add(new DeviceRule(true, node.type(), node.major(), node.minor(), access));
            }
        }
        for (String rule : spec.resources().deviceCgroupRules()) {
            rules.add(rule(rule));
        }
        return new DevicesSection(nodes, rules);
    }

    /** One device, or all below a folder under the same names. */
    private static List<Device> mapped(DeviceMapping mapping, HostDevices host) {
        Path source = CleanPath.of(mapping.pathOnHost());
        Optional<DeviceNode> single = host.device(source);
        if (single.isPresent()) {
            return List.of(device(single.get(), target(mapping)));
        }
        List<Device> below = new ArrayList<>();
        if (host.exists(source)) {
            Path folder = CleanPath.of(target(mapping));
            for (DeviceNode node : host.below(source)) {
                Path inside = folder.resolve(source.relativize(node.path()));
                below.add(device(node, inside.toString()));
            }
        }
        if (below.isEmpty()) {
            throw new InvalidParameter(
                    "error gathering device information while adding custom device \""
                            + mapping.pathOnHost()
                            + "\": "
                            + (host.exists(source)
                                    ? "not a device node"
                                    : "no such file or directory"));
        }
        return below;
    }

    private static Device device(DeviceNode node, String path) {
        return new Device(
                path,
                Character.toString(node.type()),
                node.major(),
                node.minor(),
                node.mode() & 07777,
                node.uid(),
                node.gid());
    }

    private static String target(DeviceMapping mapping) {
        String inside = mapping.pathInContainer();
        return inside == null || inside.isEmpty() ? mapping.pathOnHost() : inside;
    }

    private static String access(DeviceMapping mapping) {
        String access = mapping.permissions();
        if (access == null || access.isEmpty()) {
            return ALL_ACCESS;
        }
        if (!ACCESS.matcher(access).matches()) {
            throw new InvalidParameter("invalid device mode: " + access);
        }
        return access;
    }

    private static DeviceRule rule(String text) {
        Matcher rule = RULE.matcher(text);
        if (!rule.matches()) {
            throw new InvalidParameter("invalid device cgroup rule format: '" + text + "'");
        }
        return new DeviceRule(
                true,
                rule.group(1),
                number(rule.group(2), "major", text),
                number(rule.group(3), "minor", text),
                rule.group(4));
    }

    private static Long number(String digits, String which, String rule) {
        if (digits.equals("*")) {
            return null;
        }
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException e) {
            throw new InvalidParameter(
                    "invalid " + which + " value in device cgroup rule format: '" + rule + "'", e);
        }
    }
}
