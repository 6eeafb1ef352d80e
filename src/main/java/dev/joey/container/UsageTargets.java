package dev.joey.container;

import java.util.Map;
import java.util.Optional;

/** The containers that run, for whoever measures them. Reads rows, takes no lock. */
public interface UsageTargets {
    /**
     * All that run or are paused, oldest first.
     *
     * @throws dev.joey.error.EngineException.Unavailable if the database cannot be read
     */
    Map<ContainerId, UsageTarget> running();

    /** A container as it is now; empty if it does not run. */
    Optional<UsageTarget> of(Container container);

    /** A container's name, as long as it is there. */
    Optional<String> name(ContainerId id);
}
