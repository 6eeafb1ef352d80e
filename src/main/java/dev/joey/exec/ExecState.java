package dev.joey.exec;

import java.time.Instant;

/** What an exec is doing. */
sealed interface ExecState {
    /** Waits for its start. */
    record Created() implements ExecState {}

    /** Was started, and has not ended. */
    record Running() implements ExecState {}

    /**
     * Has ended, or could not be started; is never started again.
     *
     * @param code 0 to 255
     * @param pid it had in the host's namespace, 0 if it never ran
     */
    record Exited(int code, long pid, Instant finishedAt) implements ExecState {}

    /** The word of the row. */
    default String status() {
        return switch (this) {
            case Created _ -> "created";
            case Running _ -> "running";
            case Exited _ -> "exited";
        };
    }
}
