package dev.joey.containerd;

import java.util.List;
import java.util.stream.Collectors;

/** The private containerd's configuration. Source: containerd-config.toml(5), version 2. */
final class ContainerdToml {
    /** Killed late by the OOM killer, as dockerd does with its own. */
    private static final int OOM_SCORE = -500;

    /**
     * Left out, by their names in 1.6 to 2.x; an unknown name is no error. {@code
     * io.containerd.runtime.v1.linux} stays: tasks of 1.6 do not load without it.
     *
     * <ul>
     *   <li>CRI: large, and not for us.
     *   <li>restart: would start containers by their labels, behind our back.
     *   <li>nri: listens on a socket that all daemons of a host share.
     *   <li>opt, tracing, sandboxes' and transfer's front doors, other snapshotters: unused.
     *   <li>cgroup monitors: feed containerd's own metrics, which are off. OOM events come from the
     *       shims.
     * </ul>
     */
    private static final List<String> DISABLED =
            List.of(
                    "io.containerd.grpc.v1.cri",
                    "io.containerd.cri.v1.images",
                    "io.containerd.cri.v1.runtime",
                    "io.containerd.podsandbox.controller.v1.podsandbox",
                    "io.containerd.internal.v1.restart",
                    "io.containerd.monitor.container.v1.restart",
                    "io.containerd.nri.v1.nri",
                    "io.containerd.internal.v1.opt",
                    "io.containerd.internal.v1.tracing",
                    "io.containerd.tracing.processor.v1.otlp",
                    "io.containerd.snapshotter.v1.aufs",
                    "io.containerd.snapshotter.v1.blockfile",
                    "io.containerd.snapshotter.v1.btrfs",
                    "io.containerd.snapshotter.v1.devmapper",
                    "io.containerd.snapshotter.v1.erofs",
                    "io.containerd.snapshotter.v1.zfs",
                    "io.containerd.monitor.v1.cgroups",
                    "io.containerd.monitor.task.v1.cgroups");

    private ContainerdToml() {}

    /**
     * The text of the configuration.
     *
     * @param logLevel debug, info, warn or error
     */
    static String of(ContainerdPlace place, String logLevel) {
        return """
        # Written by Joey at each start; changes are lost.
        version = 2
        root = %s
        state = %s
        oom_score = %d
        disabled_plugins = [%s]

        [grpc]
          address = %s
          uid = 0
          gid = 0

        [ttrpc]
          uid = 0
          gid = 0

        [debug]
          address = ""
          level = %s

        [metrics]
          address = ""
        """
                .formatted(
                        quoted(place.root().toString()),
                        quoted(place.state().toString()),
                        OOM_SCORE,
                        DISABLED.stream()
                                .map(ContainerdToml::quoted)
                                .collect(Collectors.joining(", ")),
                        quoted(place.socket().toString()),
                        quoted(logLevel));
    }

    /** A basic string. Source: TOML v1.0.0, "String". */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars()
                .forEach(
                        c -> {
                            if (c == '"' || c == '\\') {
                                out.append('\\').append((char) c);
                            } else if (c < 0x20 || c == 0x7f) {
                                out.append(String.format("\\u%04x", c));
                            } else {
                                out.append((char) c);
                            }
                        });
        return out.append('"').toString();
    }
}
