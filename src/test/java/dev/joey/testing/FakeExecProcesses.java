package dev.joey.testing;

import dev.joey.container.ContainerId;
import dev.joey.container.ExecProcesses;
import jakarta.enterprise.inject.Vetoed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** No execs; remembers what it was told. */
@Vetoed
public final class FakeExecProcesses implements ExecProcesses {
    private final List<String> told = new ArrayList<>();

    /** What was told, as {@code exited exec 7}. */
    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    @Override
    public synchronized void exited(String containerId, String execId, int code, Instant at) {
        told.add("exited " + execId + " " + code);
    }

    @Override
    public synchronized void runEnded(ContainerId id) {
        told.add("run ended " + id);
    }

    @Override
    public synchronized void atStart() {
        told.add("at start");
    }

    @Override
    public synchronized void catchUp() {
        told.add("catch up");
    }

    @Override
    public List<String> unfinished(ContainerId id) {
        return List.of();
    }
}
