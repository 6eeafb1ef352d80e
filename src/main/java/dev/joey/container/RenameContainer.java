package dev.joey.container;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives a container another name. */
@ApplicationScoped
class RenameContainer {
    private final LockedContainers locked;
    private final ContainerRecords records;

    RenameContainer(LockedContainers locked, ContainerRecords records) {
        this.locked = locked;
        this.records = records;
    }

    /**
     * Renames a container.
     *
     * @param name with or without a leading slash
     * @throws EngineException.Conflict if the name is taken
     */
    void rename(String reference, String name) {
        if (name == null || name.isEmpty() || name.equals("/")) {
            throw new EngineException.InvalidParameter("Neither old nor new names may be empty");
        }
        String next = ContainerNames.check(name);
        try (LockedContainers.Held held = locked.hold(reference)) {
            Container container = held.now();
            if (container.name().equals(next)) {
                throw new EngineException.InvalidParameter(
                        "Renaming a container with the same name as its current name");
            }
            records.rename(container, next);
        }
    }
}
