package dev.joey.exec;

import dev.joey.container.Container;
import dev.joey.container.ContainerId;
import dev.joey.error.EngineException.Conflict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The execs that are being started or run. */
@ApplicationScoped
class ExecSessions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appeared = lock.newCondition();
    private final Map<ExecId, ExecSession> sessions = new HashMap<>();

    /**
     * Begins a start.
     *
     * @throws Conflict if one was begun; the text is Docker's
     */
    ExecSession claim(Exec exec, Container container) {
        ExecSession session = new ExecSession(exec, container);
        lock.lock();
        try {
            ExecSession present = sessions.putIfAbsent(exec.id(), session);
            if (present != null) {
                throw present.exit() == null ? alreadyRunning(exec.id()) : alreadyRan(exec.id());
            }
            appeared.signalAll();
            return session;
        } finally {
            lock.unlock();
        }
    }

    static Conflict alreadyRunning(ExecId id) {
        return new Conflict("Error: Exec command " + id + " is already running");
    }

    static Conflict alreadyRan(ExecId id) {
        return new Conflict("Error: Exec command " + id + " has already run");
    }

    /** The process is gone, or there will be none. */
    void release(ExecSession session) {
        lock.lock();
        try {
            boolean _ = sessions.remove(session.id(), session);
        } finally {
            lock.unlock();
        }
    }

    Optional<ExecSession> find(ExecId id) {
        lock.lock();
        try {
            return Optional.ofNullable(sessions.get(id));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an exec's start has begun; empty when {@code patience} is over. */
    Optional<ExecSession> await(ExecId id, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!sessions.containsKey(id) && left > 0) {
                left = appeared.awaitNanos(left);
            }
            return Optional.ofNullable(sessions.get(id));
        } finally {
            lock.unlock();
        }
    }

    List<ExecSession> all() {
        lock.lock();
        try {
            return List.copyOf(sessions.values());
        } finally {
            lock.unlock();
        }
    }

    List<ExecSession> of(ContainerId container) {
        return all().stream()
                .filter(session -> session.exec().container().equals(container))
                .toList();
    }
}
