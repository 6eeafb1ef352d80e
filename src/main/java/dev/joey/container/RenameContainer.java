package dev.joey.container;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives a container another name. */
@ApplicationScoped
class RenameContainer {
    private static final String REFUSED = "Error when allocating new name: ";

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
        try (LockedContainers.Held held = locked.hold(reference)) {
            if (("/" + held.now().name()).equals(name) || held.now().name().equals(name)) {
                throw new EngineException.InvalidParameter(
                        "Renaming a container with the same name as its current name");
            }
            rename(held.now(), name);
        }
    }

    private void rename(Container container, String name) {
        try {
            records.rename(container, ContainerNames.check(name));
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(REFUSED + e.getMessage());
        } catch (EngineException.Conflict e) {
            throw new EngineException.Conflict(REFUSED + e.getMessage());
        }
    }
}
