package dev.joey.container;

import java.util.List;
import java.util.Optional;

/** The rows of containers. Writes join the caller's transaction; reads see what is committed. */
interface ContainerRepository {
    /**
     * Stores a new container and reserves its name.
     *
     * @throws dev.joey.error.EngineException.Conflict if its name or id is taken
     */
    void insert(Container container);

    /** Stores state, counters and stop mark. */
    void save(Container container);

    /**
     * Gives the container another name.
     *
     * @throws dev.joey.error.EngineException.Conflict if the name is taken
     */
    void rename(Container container, String name);

    void delete(ContainerId id);

    Optional<Container> find(ContainerId id);

    /**
     * Looks up as Docker does: whole id, then name (a leading slash is fine), then unique prefix of
     * an id.
     */
    Optional<Container> lookUp(String reference);

    /** All containers, newest first. */
    List<Container> all();

    /** Those that wait for a restart. */
    List<Container> restarting();

    /** The ids of all containers. */
    List<ContainerId> ids();
}
