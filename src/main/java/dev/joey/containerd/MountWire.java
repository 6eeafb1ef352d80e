package dev.joey.containerd;

import containerd.types.Mount;
import java.util.List;

/** Between our mounts and containerd's. */
final class MountWire {
    private MountWire() {}

    static List<RootMount> toOurs(List<Mount> mounts) {
        return mounts.stream()
                .map(m -> new RootMount(m.getType(), m.getSource(), m.getOptionsList()))
                .toList();
    }

    static List<Mount> toWire(List<RootMount> mounts) {
        return mounts.stream()
                .map(
                        m ->
                                Mount.newBuilder()
                                        .setType(m.type())
                                        .setSource(m.source())
                                        .addAllOptions(m.options())
                                        .build())
                .toList();
    }
}
