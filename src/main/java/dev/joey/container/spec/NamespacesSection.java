package dev.joey.container.spec;

import dev.joey.container.ContainerSpec.Host;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotImplemented;
import dev.joey.oci.RuntimeSpec.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * The namespaces a container gets, joins or does without. Source: namespaces(7); Docker's {@code
 * NetworkMode}, {@code IpcMode}, {@code PidMode}, {@code UTSMode}, {@code CgroupnsMode}.
 */
final class NamespacesSection {
    private static final String CONTAINER = "container:";

    private NamespacesSection() {}

    /**
     * Says whether the modes are ones that Docker knows.
     *
     * @throws InvalidParameter if one is not, in Docker's words
     */
    static void check(Host host) {
        checkMode("IPC", mode(host.ipcMode()), "none", "private", "shareable", "host");
        checkMode("PID", mode(host.pidMode()), "host");
        check("UTS mode", mode(host.utsMode()), "host");
        check("cgroup namespace mode", mode(host.cgroupnsMode()), "host", "private");
    }

    /**
     * The section.
     *
     * @throws NotImplemented if a namespace of another container is asked for and its path was not
     *     given
     */
    static List<Namespace> of(Host spec, HostFacts host, Surroundings around) {
        check(spec);
        List<Namespace> namespaces = new ArrayList<>();
        namespaces.add(new Namespace("mount", null));
        if (!isHostNetwork(spec)) {
            namespaces.add(new Namespace("network", around.networkNamespace()));
        }
        if (!isHostUts(spec)) {
            namespaces.add(new Namespace("uts", null));
        }
        if (!isHost(spec.pidMode())) {
            namespaces.add(
                    new Namespace("pid", joined("pid", spec.pidMode(), around.pidNamespace())));
        }
        if (!isHostIpc(spec)) {
            namespaces.add(
                    new Namespace("ipc", joined("ipc", spec.ipcMode(), around.ipcNamespace())));
        }
        if (isPrivateCgroup(spec, host)) {
            namespaces.add(new Namespace("cgroup", null));
        }
        return namespaces;
    }

    static boolean isHostNetwork(Host spec) {
        return isHost(spec.networkMode());
    }

    static boolean isHostUts(Host spec) {
        return isHost(spec.utsMode());
    }

    static boolean isHostIpc(Host spec) {
        return isHost(spec.ipcMode());
    }

    static boolean isOfAnotherContainer(String mode) {
        return mode(mode).startsWith(CONTAINER);
    }

    /** Whether init is PID 1 of a namespace of its own. */
    static boolean isPrivatePid(Host spec) {
        return mode(spec.pidMode()).isEmpty();
    }

    /** Private by default with cgroup v2, the host's with v1. */
    private static boolean isPrivateCgroup(Host spec, HostFacts host) {
        String mode = mode(spec.cgroupnsMode());
        boolean wanted = mode.isEmpty() ? host.cgroups().version() == 2 : mode.equals("private");
        return wanted && host.cgroups().namespaces();
    }

    private static String joined(String kind, String mode, String path) {
        if (!isOfAnotherContainer(mode)) {
            return null;
        }
        if (path == null) {
            throw new NotImplemented(
                    "joining another container's " + kind + " namespace is not implemented");
        }
        return path;
    }

    private static void checkMode(String kind, String mode, String... known) {
        boolean named = mode.startsWith(CONTAINER) && mode.length() > CONTAINER.length();
        if (!named) {
            check(kind + " mode", mode, known);
        }
    }

    private static void check(String kind, String mode, String... known) {
        if (!mode.isEmpty() && !List.of(known).contains(mode)) {
            throw new InvalidParameter("invalid " + kind + ": " + mode);
        }
    }

    private static boolean isHost(String mode) {
        return mode(mode).equals("host");
    }

    private static String mode(String mode) {
        return mode == null ? "" : mode;
    }
}
