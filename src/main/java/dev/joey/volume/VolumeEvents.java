package dev.joey.volume;

import dev.joey.event.EventJournal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** What is told of volumes, with Docker's attributes. */
@ApplicationScoped
class VolumeEvents {
    private final EventJournal journal;

    VolumeEvents(EventJournal journal) {
        this.journal = journal;
    }

    void created(Volume volume) {
        tell(volume.name(), "create", Map.of("driver", volume.driver()));
    }

    void destroyed(Volume volume) {
        tell(volume.name(), "destroy", Map.of("driver", volume.driver()));
    }

    void mounted(Volume volume, String containerId, VolumeMount mount) {
        tell(
                volume.name(),
                "mount",
                Map.of(
                        "driver",
                        volume.driver(),
                        "container",
                        containerId,
                        "destination",
                        mount.destination(),
                        "read/write",
                        Boolean.toString(mount.writable()),
                        "propagation",
                        mount.propagation()));
    }

    void unmounted(Volume volume, String containerId) {
        tell(volume.name(), "unmount", Map.of("driver", volume.driver(), "container", containerId));
    }

    void pruned(long freedBytes) {
        tell("", "prune", Map.of("reclaimed", Long.toString(freedBytes)));
    }

    private void tell(String name, String action, Map<String, String> attributes) {
        journal.append("volume", action, name, attributes);
    }
}
