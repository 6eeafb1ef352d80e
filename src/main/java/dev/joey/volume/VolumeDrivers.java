package dev.joey.volume;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;

/** The drivers by name. */
@ApplicationScoped
class VolumeDrivers {
    private final LocalDriver local;

    VolumeDrivers(LocalDriver local) {
        this.local = local;
    }

    /**
     * The driver of that name.
     *
     * @throws EngineException.NotFound in Docker's words
     */
    VolumeDriver get(String name) {
        if (name.equals(Volume.LOCAL)) {
            return local;
        }
        throw new EngineException.NotFound(
                "error looking up volume plugin " + name + ": plugin \"" + name + "\" not found");
    }

    VolumeDriver of(Volume volume) {
        return get(volume.driver());
    }
}
