package dev.joey.container;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.container.ContainerState.StartFailure;
import dev.joey.db.StoredTime;
import dev.joey.error.EngineException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/** Between {@link ContainerState} and its columns. */
final class StateColumns {
    private StateColumns() {}

    static void write(Container container, ContainerStateEntity row) {
        row.containerId = container.id().value();
        row.runs = container.runs();
        row.restartCount = container.restartCount();
        row.stoppedByUser = container.stoppedByUser();
        row.oomKilled = container.oomKilled();
        row.status = container.state().status();
        row.pid = null;
        row.nextStart = null;
        row.failureCode = null;
        row.reason = null;
        switch (container.state()) {
            case Created(StartFailure failure) -> failure(row, failure);
            case Running(Run run) -> run(row, run);
            case Paused(Run run) -> run(row, run);
            case Restarting(Exit exit, Instant nextStart) -> {
                exit(row, exit);
                row.nextStart = StoredTime.nanos(nextStart);
            }
            case Exited(Exit exit, StartFailure failure) -> {
                exit(row, exit);
                failure(row, failure);
            }
        }
    }

    static ContainerState read(ContainerStateEntity row) {
        return switch (row.status) {
            case "created" -> new Created(failure(row));
            case "running" -> new Running(run(row));
            case "paused" -> new Paused(run(row));
            case "restarting" -> new Restarting(exit(row), StoredTime.instant(row.nextStart));
            case "exited" -> new Exited(exit(row), failure(row));
            default ->
                    throw new EngineException.Internal(
                            "unknown status in the database: " + row.status, null);
        };
    }

    /** Reads the columns of a row of container_state that make a state. */
    static ContainerStateEntity columns(ResultSet row) throws SQLException {
        ContainerStateEntity state = new ContainerStateEntity();
        state.status = row.getString("status");
        state.run = nullable(row, "run");
        state.pid = nullable(row, "pid");
        state.started = nullable(row, "started");
        state.finished = nullable(row, "finished");
        Long exitCode = nullable(row, "exit_code");
        state.exitCode = exitCode == null ? null : exitCode.intValue();
        state.oomKilled = row.getBoolean("oom_killed");
        state.nextStart = nullable(row, "next_start");
        Long failureCode = nullable(row, "failure_code");
        state.failureCode = failureCode == null ? null : failureCode.intValue();
        state.reason = row.getString("reason");
        return state;
    }

    /** Reads the columns of a row of container_state. */
    static ContainerState read(ResultSet row) throws SQLException {
        return read(columns(row));
    }

    /** Whether two rows make the same state. */
    static boolean same(ContainerStateEntity one, ContainerStateEntity other) {
        return one.status.equals(other.status)
                && Objects.equals(one.run, other.run)
                && Objects.equals(one.pid, other.pid)
                && Objects.equals(one.started, other.started)
                && Objects.equals(one.finished, other.finished)
                && Objects.equals(one.exitCode, other.exitCode)
                && one.oomKilled == other.oomKilled
                && Objects.equals(one.nextStart, other.nextStart)
                && Objects.equals(one.failureCode, other.failureCode)
                && Objects.equals(one.reason, other.reason);
    }

    private static Long nullable(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static void run(ContainerStateEntity row, Run run) {
        row.run = run.number();
        row.pid = run.pid();
        row.started = StoredTime.nanos(run.startedAt());
        row.finished = null;
        row.exitCode = null;
    }

    private static Run run(ContainerStateEntity row) {
        return new Run(row.run, row.pid, StoredTime.instant(row.started));
    }

    private static void exit(ContainerStateEntity row, Exit exit) {
        row.run = exit.run();
        row.started = StoredTime.nanos(exit.startedAt());
        row.finished = StoredTime.nanos(exit.finishedAt());
        row.exitCode = exit.code();
    }

    private static Exit exit(ContainerStateEntity row) {
        return new Exit(
                row.run,
                row.exitCode,
                StoredTime.instant(row.started),
                StoredTime.instant(row.finished),
                row.oomKilled);
    }

    private static void failure(ContainerStateEntity row, StartFailure failure) {
        if (failure != null) {
            row.failureCode = failure.code();
            row.reason = failure.reason();
        }
    }

    private static StartFailure failure(ContainerStateEntity row) {
        return row.failureCode == null ? null : new StartFailure(row.failureCode, row.reason);
    }
}
