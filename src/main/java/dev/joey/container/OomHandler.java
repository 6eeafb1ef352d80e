package dev.joey.container;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Remembers that the kernel's OOM killer struck in the present run. */
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
                                if (held.now().run().isPresent()) {
                                    held.save(held.now().outOfMemory(), "oom", Map.of());
                                }
                            }
                        });
    }
}
