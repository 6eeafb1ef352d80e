package dev.joey.container;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Remembers that the kernel's OOM killer struck. containerd often tells of it only after it told of
 * the end that it led to.
 */
@ApplicationScoped
class OomHandler {
    private final LockedContainers locked;

    OomHandler(LockedContainers locked) {
        this.locked = locked;
    }

    void oom(ContainerId id) {
        locked.hold(id)
                .ifPresent(
                        held -> {
                            try (held) {
                                oom(held);
                            }
                        });
    }

    private static void oom(LockedContainers.Held held) {
        Container container = held.now();
        if (container.run().isPresent() || container.lastExit().isPresent()) {
            held.save(container.outOfMemory(), "oom", Map.of());
        }
    }
}
