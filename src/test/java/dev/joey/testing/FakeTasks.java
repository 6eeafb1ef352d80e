package dev.joey.testing;

import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Tasks in memory: processes that run until they are told to end. */
@Alternative
@Priority(1)
@Singleton
public final class FakeTasks implements Tasks {
    private final Map<String, TaskStatus> tasks = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Set<String> unkillable = new HashSet<>();
    private final Map<String, TaskStatus> execs = new HashMap<>();
    private NewExec lastExec;
    private RuntimeException execFailure;
    private BiConsumer<String, String> onExecStart = (_, _) -> {};
    private BiConsumer<String, Integer> onExecSignal = (_, _) -> {};
    private long nextPid = 1000;
    private RuntimeException failure;
    private Runnable onList = () -> {};
    private BiConsumer<String, Integer> onSignal = (_, _) -> {};

    /** What was called, as {@code kill id 15}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The PID of the next process. */
    public synchronized void nextPid(long pid) {
        nextPid = pid;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        tasks.clear();
        execs.clear();
        execFailure = null;
        onExecStart = (_, _) -> {};
        onExecSignal = (_, _) -> {};
        calls.clear();
        failure = null;
        onSignal = (_, _) -> {};
    }

    /** Lets the next create fail. */
    public synchronized void failWith(RuntimeException next) {
        failure = next;
    }

    /** Calls back after each signal, outside the lock: how a process takes it. */
    public synchronized void onSignal(BiConsumer<String, Integer> reaction) {
        onSignal = reaction;
    }

    /** Does something after the next list is made, before its caller sees it. */
    public synchronized void onList(Runnable meanwhile) {
        onList = meanwhile;
    }

    /** Puts a task there as a dead daemon left it. */
    public synchronized void put(TaskStatus status) {
        tasks.put(status.containerId(), status);
    }

    /** Ends a process. */
    public synchronized TaskStatus end(String containerId, int code, Instant at) {
        TaskStatus ended =
                new TaskStatus(containerId, tasks.get(containerId).pid(), Phase.STOPPED, code, at);
        tasks.put(containerId, ended);
        return ended;
    }

    /** Lets every signal to a task fail. */
    public synchronized void neverEnds(String containerId) {
        unkillable.add(containerId);
    }

    @Override
    public synchronized long create(NewTask task) {
        calls.add("create " + task.containerId());
        if (failure != null) {
            RuntimeException thrown = failure;
            failure = null;
            throw thrown;
        }
        if (tasks.containsKey(task.containerId())) {
            throw new EngineException.Conflict("task " + task.containerId() + ": already exists");
        }
        long pid = nextPid++;
        tasks.put(
                task.containerId(),
                new TaskStatus(task.containerId(), pid, Phase.CREATED, 0, null));
        return pid;
    }

    @Override
    public synchronized void start(String containerId) {
        calls.add("start " + containerId);
        phase(containerId, Phase.RUNNING);
    }

    @Override
    public void kill(String containerId, int signal, boolean all) {
        BiConsumer<String, Integer> reaction;
        synchronized (this) {
            calls.add("kill " + containerId + " " + signal);
            if (unkillable.contains(containerId)) {
                throw new EngineException.Unavailable("no answer", null);
            }
            if (task(containerId).phase() == Phase.STOPPED) {
                throw new EngineException.NotFound("process already finished");
            }
            reaction = onSignal;
        }
        reaction.accept(containerId, signal);
    }

    @Override
    public synchronized void pause(String containerId) {
        calls.add("pause " + containerId);
        phase(containerId, Phase.PAUSED);
    }

    @Override
    public synchronized void resume(String containerId) {
        calls.add("resume " + containerId);
        phase(containerId, Phase.RUNNING);
    }

    @Override
    public synchronized List<Long> pids(String containerId) {
        return List.of(task(containerId).pid());
    }

    @Override
    public synchronized void closeStdin(String containerId, String execId) {
        calls.add("closeStdin " + containerId);
    }

    @Override
    public synchronized void resize(String containerId, String execId, int width, int height) {
        calls.add("resize " + containerId + " " + width + "x" + height);
    }

    @Override
    public synchronized Optional<TaskStatus> get(String containerId) {
        return Optional.ofNullable(tasks.get(containerId));
    }

    @Override
    public void exec(NewExec exec) {
        synchronized (this) {
            calls.add("exec " + exec.execId());
            if (task(exec.containerId()).phase() != Phase.RUNNING) {
                throw new EngineException.Internal("cannot exec in a stopped container", null);
            }
            if (execs.containsKey(exec.execId())) {
                throw new EngineException.Conflict("exec " + exec.execId() + ": already exists");
            }
            execs.put(exec.execId(), new TaskStatus(exec.containerId(), 0, Phase.CREATED, 0, null));
            lastExec = exec;
        }
    }

    /** The process that the last exec was made of. */
    public synchronized NewExec lastExec() {
        return lastExec;
    }

    /** Lets the next start of an exec fail. */
    public synchronized void failExecWith(RuntimeException next) {
        execFailure = next;
    }

    /** Does something when an exec has started, outside the lock, before its starter knows. */
    public synchronized void onExecStart(BiConsumer<String, String> reaction) {
        onExecStart = reaction;
    }

    /** Ends the process of an exec. */
    public synchronized TaskStatus endExec(String execId, int code, Instant at) {
        TaskStatus running = execs.get(execId);
        TaskStatus ended =
                new TaskStatus(running.containerId(), running.pid(), Phase.STOPPED, code, at);
        execs.put(execId, ended);
        return ended;
    }

    /** Puts the process of an exec there as a dead daemon left it. */
    public synchronized void putExec(String execId, TaskStatus status) {
        execs.put(execId, status);
    }

    @Override
    public long startExec(String containerId, String execId) {
        BiConsumer<String, String> reaction;
        long pid;
        synchronized (this) {
            calls.add("startExec " + execId);
            if (execFailure != null) {
                RuntimeException thrown = execFailure;
                execFailure = null;
                TaskStatus _ = endExec(execId, 255, Instant.EPOCH);
                throw thrown;
            }
            pid = nextPid++;
            execs.put(execId, new TaskStatus(containerId, pid, Phase.RUNNING, 0, null));
            reaction = onExecStart;
        }
        reaction.accept(containerId, execId);
        return pid;
    }

    @Override
    public void killExec(String containerId, String execId, int signal) {
        BiConsumer<String, Integer> reaction;
        synchronized (this) {
            calls.add("killExec " + execId + " " + signal);
            reaction = onExecSignal;
        }
        reaction.accept(execId, signal);
    }

    /** Calls back after each signal to an exec, outside the lock. */
    public synchronized void onExecSignal(BiConsumer<String, Integer> reaction) {
        onExecSignal = reaction;
    }

    @Override
    public synchronized Optional<TaskStatus> getExec(String containerId, String execId) {
        return Optional.ofNullable(execs.get(execId));
    }

    @Override
    public synchronized Optional<TaskExit> deleteExec(String containerId, String execId) {
        calls.add("deleteExec " + execId);
        TaskStatus gone = execs.remove(execId);
        return gone == null
                ? Optional.empty()
                : Optional.of(new TaskExit(gone.exitCode(), gone.exitedAt()));
    }

    @Override
    public List<TaskStatus> list() {
        Runnable meanwhile;
        List<TaskStatus> all;
        synchronized (this) {
            all = List.copyOf(tasks.values());
            meanwhile = onList;
            onList = () -> {};
        }
        meanwhile.run();
        return all;
    }

    @Override
    public synchronized Optional<TaskExit> delete(String containerId) {
        calls.add("delete " + containerId);
        TaskStatus present = tasks.get(containerId);
        if (present != null
                && (present.phase() == Phase.RUNNING || present.phase() == Phase.PAUSED)) {
            throw new EngineException.Conflict("task " + containerId + " must be stopped");
        }
        TaskStatus task = tasks.remove(containerId);
        return task == null
                ? Optional.empty()
                : Optional.of(new TaskExit(task.exitCode(), task.exitedAt()));
    }

    private TaskStatus task(String containerId) {
        TaskStatus task = tasks.get(containerId);
        if (task == null) {
            throw new EngineException.NotFound(
                    "no running task found: task " + containerId + " not found");
        }
        return task;
    }

    private void phase(String containerId, Phase phase) {
        if (task(containerId).phase() == Phase.STOPPED) {
            throw new EngineException.NotFound("process already finished");
        }
        tasks.put(
                containerId, new TaskStatus(containerId, task(containerId).pid(), phase, 0, null));
    }
}
