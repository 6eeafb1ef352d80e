package dev.joey.config;

import java.util.Set;

/**
 * What dockerd knows and Joey does not do yet: refused by name, so that nobody believes it took
 * effect. Source: dockerd(8) of version 28.
 */
final class LaterOptions {
    private static final Set<String> OPTIONS =
            Set.of(
                    "--allow-nondistributable-artifacts",
                    "--api-cors-header",
                    "--authorization-plugin",
                    "--bip6",
                    "--bridge",
                    "-b",
                    "--cdi-spec-dir",
                    "--cpu-rt-period",
                    "--cpu-rt-runtime",
                    "--cri-containerd",
                    "--containerd-plugins-namespace",
                    "--data-root-quota",
                    "--default-cgroupns-mode",
                    "--default-gateway",
                    "--default-gateway-v6",
                    "--default-ipc-mode",
                    "--default-network-opt",
                    "--default-ulimit",
                    "--experimental",
                    "--feature",
                    "--firewall-backend",
                    "--ip-forward-no-drop",
                    "--ip6tables",
                    "--iptables",
                    "--log-format",
                    "--network-control-plane-mtu",
                    "--no-new-privileges",
                    "--node-generic-resource",
                    "--oom-score-adjust",
                    "--raw-logs",
                    "--rootless",
                    "--seccomp-profile",
                    "--selinux-enabled",
                    "--storage-opt",
                    "--swarm-default-advertise-addr",
                    "--userland-proxy",
                    "--userland-proxy-path",
                    "--userns-remap");

    // The keys of the file that are not an option's name without its dashes.
    private static final Set<String> KEYS =
            Set.of(
                    "authorization-plugins",
                    "builder",
                    "cdi-spec-dirs",
                    "default-network-opts",
                    "default-ulimits",
                    "features",
                    "host-gateway-ips",
                    "node-generic-resources",
                    "storage-opts");

    private LaterOptions() {}

    static void refuseOption(String argument) throws BadConfiguration {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (OPTIONS.contains(name)) {
            throw new BadConfiguration("this version of Joey does not support " + name + " yet");
        }
    }

    static boolean isKey(String key) {
        return KEYS.contains(key) || OPTIONS.contains("--" + key);
    }
}
