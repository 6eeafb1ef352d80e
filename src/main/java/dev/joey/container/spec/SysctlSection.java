package dev.joey.container.spec;

import dev.joey.container.ContainerSpec;
import dev.joey.container.ContainerSpec.Host;
import dev.joey.error.EngineException.InvalidParameter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Kernel parameters inside the container's namespaces. Those of a namespace that the container
 * shares with the host are refused, in the runtime's words. Source: sysctl(8); ipc_namespaces(7),
 * network_namespaces(7); dockerd's defaults.
 */
final class SysctlSection {
    /** Lets every group of a container send ICMP echo without CAP_NET_RAW. */
    static final String PING_GROUP_RANGE = "net.ipv4.ping_group_range";

    /** Lets every user of a container listen on ports below 1024. */
    static final String UNPRIVILEGED_PORT_START = "net.ipv4.ip_unprivileged_port_start";

    private static final Map<String, String> NETWORK_DEFAULTS =
            Map.of(PING_GROUP_RANGE, "0 2147483647", UNPRIVILEGED_PORT_START, "0");

    private static final Set<String> IPC =
            Set.of(
                    "kernel.msgmax",
                    "kernel.msgmnb",
                    "kernel.msgmni",
                    "kernel.sem",
                    "kernel.shmall",
                    "kernel.shmmax",
                    "kernel.shmmni",
                    "kernel.shm_rmid_forced");

    private SysctlSection() {}

    /**
     * The section; what the user gave wins over the defaults.
     *
     * @throws InvalidParameter if one would change the host
     */
    static Map<String, String> of(ContainerSpec spec, HostFacts host) {
        Map<String, String> sysctls = new TreeMap<>();
        String network = spec.host().networkMode();
        if (!NamespacesSection.isHostNetwork(spec.host())
                && !NamespacesSection.isOfAnotherContainer(network)) {
            sysctls.putAll(NETWORK_DEFAULTS);
            sysctls.keySet().retainAll(host.defaultSysctls());
        }
        String domain = spec.identity().domainname();
        if (domain != null && !domain.isEmpty() && !NamespacesSection.isHostUts(spec.host())) {
            // No field of runtime-spec 1.0 has the NIS domain name.
            sysctls.put("kernel.domainname", domain);
        }
        spec.host()
                .sysctls()
                .forEach(
                        (name, value) -> {
                            check(dotted(name), spec.host());
                            sysctls.put(name, value);
                        });
        return sysctls;
    }

    private static void check(String name, Host host) {
        if (IPC.contains(name) || name.startsWith("fs.mqueue.")) {
            if (NamespacesSection.isHostIpc(host)) {
                throw refused(name, "is not allowed in the hosts ipc namespace");
            }
        } else if (name.startsWith("net.")) {
            if (NamespacesSection.isHostNetwork(host)) {
                throw refused(name, "not allowed in host network namespace");
            }
        } else if (NamespacesSection.isHostUts(host) || !name.equals("kernel.domainname")) {
            boolean hostname = name.equals("kernel.hostname");
            throw refused(
                    name,
                    hostname && !NamespacesSection.isHostUts(host)
                            ? "is not allowed as it conflicts with the OCI \"hostname\" field"
                            : "is not in a separate kernel namespace");
        }
    }

    /** {@code net/ipv4/conf/eth0.1/x} in the usual form {@code net.ipv4.conf.eth0/1.x}. */
    private static String dotted(String name) {
        int slash = name.indexOf('/');
        int dot = name.indexOf('.');
        if (slash < 0 || (dot >= 0 && dot < slash)) {
            return name;
        }
        StringBuilder swapped = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            swapped.append(c == '/' ? '.' : c == '.' ? '/' : c);
        }
        return swapped.toString();
    }

    private static InvalidParameter refused(String name, String why) {
        return new InvalidParameter("sysctl \"" + name + "\" " + why);
    }
}
