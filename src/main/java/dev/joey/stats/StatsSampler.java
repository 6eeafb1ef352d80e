package dev.joey.stats;

import dev.joey.container.Container;
import dev.joey.container.ContainerId;
import dev.joey.container.UsageTarget;
import dev.joey.container.UsageTargets;
import dev.joey.linux.Usages;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Measures each watched container once a second, however many watch it. One thread for all, which
 * lives as long as somebody watches.
 */
@ApplicationScoped
public class StatsSampler {
    private static final Logger LOG = Logger.getLogger(StatsSampler.class);

    private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

    /** Nearer to each other two samples say nothing of the rate. */
    private static final long APART_NANOS = PERIOD_NANOS / 2;

    private final UsageTargets targets;
    private final Usages usages;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<ContainerId, Watch> watches = new HashMap<>();
    private Thread thread;
    private boolean failing;

    StatsSampler(UsageTargets targets, Usages usages, Clock clock) {
        this.targets = targets;
        this.usages = usages;
        this.clock = clock;
    }

    /** A container that is watched. Guarded by {@link #lock}. */
    private static final class Watch {
        private final List<StatsFeed> feeds = new ArrayList<>();
        private Sample before;
        private Sample last;
        private long triedNanos;
        private boolean tried;

        private void tried() {
            tried = true;
            triedNanos = System.nanoTime();
        }

        private boolean isOlderThan(long nanos) {
            return !tried || System.nanoTime() - triedNanos >= nanos;
        }
    }

    /** Begins to watch a container, running or not. */
    StatsFeed watch(ContainerId id) {
        StatsFeed feed = new StatsFeed(id, this);
        lock.lock();
        try {
            Watch watch = watches.computeIfAbsent(id, _ -> new Watch());
            feed.begin(watch.before, watch.last);
            watch.feeds.add(feed);
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name("stats-sampler").start(this::run);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return feed;
    }

    /** Measures one container now, for itself. */
    Sample now(Container container) {
        return targets.of(container)
                .map(target -> Measure.begin(usages, clock).of(target))
                .orElseGet(() -> Sample.idle(container.id(), container.name()));
    }

    /**
     * All that run: the last sample of those that are watched, the others measured now.
     *
     * @param most containers, the oldest first
     */
    List<Sample> running(int most) {
        Measure measure = Measure.begin(usages, clock);
        List<Sample> samples = new ArrayList<>();
        for (UsageTarget target : targets.running().values()) {
            if (samples.size() == most) {
                break;
            }
            Sample known = known(target);
            samples.add(known != null ? known : measure.of(target));
        }
        return samples;
    }

    void leave(StatsFeed feed) {
        lock.lock();
        try {
            Watch watch = watches.get(feed.id());
            if (watch != null && watch.feeds.remove(feed) && watch.feeds.isEmpty()) {
                watches.remove(feed.id());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @PreDestroy
    void close() {
        List<StatsFeed> feeds = new ArrayList<>();
        lock.lock();
        try {
            watches.values().forEach(watch -> feeds.addAll(watch.feeds));
        } finally {
            lock.unlock();
        }
        feeds.forEach(StatsFeed::close);
    }

    private Sample known(UsageTarget target) {
        lock.lock();
        try {
            Watch watch = watches.get(target.id());
            boolean fresh =
                    watch != null
                            && !watch.isOlderThan(2 * PERIOD_NANOS)
                            && watch.last != null
                            && watch.last.counted() != null
                            && watch.last.counted().target().run() == target.run();
            return fresh ? watch.last : null;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long tick = System.nanoTime();
        while (true) {
            List<ContainerId> due = new ArrayList<>();
            lock.lock();
            try {
                if (watches.isEmpty()) {
                    thread = null;
                    return;
                }
                long left = tick - System.nanoTime();
                long age = left <= 0 ? APART_NANOS : Long.MAX_VALUE;
                watches.forEach(
                        (id, watch) -> {
                            if (watch.isOlderThan(age)) {
                                due.add(id);
                            }
                        });
                if (left <= 0) {
                    // After a pause of the whole process the missed ticks are not made up for.
                    tick = Math.max(tick, System.nanoTime() - PERIOD_NANOS) + PERIOD_NANOS;
                } else if (due.isEmpty()) {
                    var _ = changed.await(left, TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            } finally {
                lock.unlock();
            }
            if (!due.isEmpty()) {
                sample(due);
            }
        }
    }

    private void sample(List<ContainerId> due) {
        try {
            Map<ContainerId, UsageTarget> running = targets.running();
            Measure measure = Measure.begin(usages, clock);
            for (ContainerId id : due) {
                UsageTarget target = running.get(id);
                if (target != null) {
                    publish(id, measure.of(target));
                } else {
                    targets.name(id)
                            .ifPresentOrElse(
                                    name -> publish(id, Sample.idle(id, name)), () -> gone(id));
                }
            }
            failing = false;
        } catch (RuntimeException failed) {
            if (!failing) {
                failing = true;
                LOG.errorf(failed, "containers cannot be measured");
            }
            // So that who was never measured is not tried again at once.
            due.forEach(id -> publish(id, null));
        }
    }

    private void publish(ContainerId id, Sample sample) {
        lock.lock();
        try {
            Watch watch = watches.get(id);
            if (watch == null) {
                return;
            }
            watch.tried();
            if (sample != null) {
                watch.before = watch.last;
                watch.last = sample;
                watch.feeds.forEach(feed -> feed.put(sample));
            }
        } finally {
            lock.unlock();
        }
    }

    private void gone(ContainerId id) {
        lock.lock();
        try {
            Watch watch = watches.get(id);
            if (watch != null) {
                watch.tried();
                watch.feeds.forEach(StatsFeed::end);
            }
        } finally {
            lock.unlock();
        }
    }
}
