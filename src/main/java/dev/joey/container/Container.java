package dev.joey.container;

import java.time.Instant;

/**
 * A container as its rows tell.
 *
 * @param name without a leading slash
 * @param runs how often it was started so far
 * @param restartCount automatic restarts since the last start by a user
 * @param stoppedByUser whether the last run was ended by stop or kill, which restart policies
 *     respect
 */
public record Container(
        ContainerId id,
        String name,
        Instant createdAt,
        ContainerSpec spec,
        ContainerState state,
        long runs,
        int restartCount,
        boolean stoppedByUser) {

    Container with(ContainerState next) {
        return new Container(id, name, createdAt, spec, next, runs, restartCount, stoppedByUser);
    }
}
