package dev.joey.container;

import java.time.Instant;

/**
 * What a container is doing, as Docker's API names it. The variants exclude each other; the
 * overlapping flags of {@code docker inspect} (Running and Paused both true) are made from them in
 * {@code ContainerWire}.
 */
public sealed interface ContainerState {
    /**
     * Made, and never yet running.
     *
     * @param failure why the last start failed, or null
     */
    record Created(StartFailure failure) implements ContainerState {}

    /** Its init process runs. */
    record Running(Run run) implements ContainerState {}

    /** Its processes are frozen by the freezer cgroup. */
    record Paused(Run run) implements ContainerState {}

    /** Its init process ended, and the restart policy will start it again at {@code nextStart}. */
    record Restarting(Exit last, Instant nextStart) implements ContainerState {}

    /**
     * Its init process ended.
     *
     * @param failure why a later start failed, or null
     */
    record Exited(Exit exit, StartFailure failure) implements ContainerState {}

    /** The word of Docker's API for this state. */
    default String status() {
        return switch (this) {
            case Created _ -> "created";
            case Running _ -> "running";
            case Paused _ -> "paused";
            case Restarting _ -> "restarting";
            case Exited _ -> "exited";
        };
    }

    /**
     * One life of the init process.
     *
     * @param number 1 for the first start of the container, then counting up; it tells a late exit
     *     event from a new one
     * @param pid of the init process, in the host's PID namespace
     */
    record Run(long number, long pid, Instant startedAt) {}

    /**
     * The end of a run.
     *
     * @param code 0 to 255; 128 plus the signal's number if a signal ended it
     */
    record Exit(long run, int code, Instant startedAt, Instant finishedAt, boolean oomKilled) {
        Exit outOfMemory() {
            return new Exit(run, code, startedAt, finishedAt, true);
        }
    }

    /**
     * Why a start failed.
     *
     * @param code 126 not executable, 127 not found, 128 anything else
     * @param reason the runtime's text
     */
    record StartFailure(int code, String reason) {}
}
