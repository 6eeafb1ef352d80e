package dev.joey.stats;

import dev.joey.container.Container;
import dev.joey.container.ContainerId;
import dev.joey.container.UsageTarget;
import dev.joey.container.UsageTargets;
import dev.joey.linux.CgroupUsage;
import dev.joey.linux.CgroupUsage.IoCount;
import dev.joey.linux.Usages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A host in memory, on which each reading finds a second of processor time more. */
final class StatsRig implements UsageTargets, Usages {
    final Map<ContainerId, UsageTarget> running = new ConcurrentHashMap<>();
    final Map<ContainerId, String> names = new ConcurrentHashMap<>();
    final AtomicInteger readings = new AtomicInteger();
    volatile boolean broken;

    static ContainerId id(int number) {
        return new ContainerId(String.format("%064x", number));
    }

    ContainerId start(int number, String name) {
        ContainerId id = id(number);
        names.put(id, name);
        running.put(id, new UsageTarget(id, name, "busybox", 1, 42, "/joey/" + number, true, 2));
        return id;
    }

    @Override
    public Map<ContainerId, UsageTarget> running() {
        if (broken) {
            throw new IllegalStateException("the database is gone");
        }
        return new LinkedHashMap<>(running);
    }

    @Override
    public Optional<UsageTarget> of(Container container) {
        return Optional.ofNullable(running.get(container.id()));
    }

    @Override
    public Optional<String> name(ContainerId id) {
        return Optional.ofNullable(names.get(id));
    }

    @Override
    public Optional<CgroupUsage> cgroup(String path) {
        return Optional.of(usage(readings.incrementAndGet()));
    }

    static CgroupUsage usage(int seconds) {
        return new CgroupUsage(
                new CgroupUsage.Cpu(seconds * 1_000_000_000L, 7, 8, List.of(3L, 4L), 1, 2, 3),
                new CgroupUsage.Memory(1000, 2000, Long.MAX_VALUE, 0, Map.of("cache", 5L), 300),
                new CgroupUsage.Io(
                        1,
                        List.of(
                                new IoCount(254, 0, "Read", 10),
                                new IoCount(254, 0, "Write", 20),
                                new IoCount(254, 0, "Total", 30)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                new CgroupUsage.Pids(4, Long.MAX_VALUE));
    }

    @Override
    public HostCpu cpu() {
        return new HostCpu(5_000_000_000L, 2);
    }

    @Override
    public long memoryBytes() {
        return 1 << 20;
    }

    @Override
    public List<InterfaceUsage> interfaces(long pid) {
        return List.of(new InterfaceUsage("eth0", 1, 2, 3, 4, 5, 6, 7, 8));
    }
}
