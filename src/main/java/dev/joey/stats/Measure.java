package dev.joey.stats;

import dev.joey.container.UsageTarget;
import dev.joey.linux.CgroupUsage;
import dev.joey.linux.Usages;
import dev.joey.linux.Usages.HostCpu;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Reads containers' counters, one after the other. The host's processors are read once: for each
 * container their time is reckoned on by the clock, since all of them together always pass as many
 * seconds a second as there are processors. With many containers that is a good part of the work.
 */
final class Measure {
    private final Usages usages;
    private final Clock clock;
    private final HostCpu cpu;
    private final long memoryBytes;
    private final long beganNanos = System.nanoTime();

    private Measure(Usages usages, Clock clock) {
        this.usages = usages;
        this.clock = clock;
        this.cpu = usages.cpu();
        this.memoryBytes = usages.memoryBytes();
    }

    /** Begins a round. */
    static Measure begin(Usages usages, Clock clock) {
        return new Measure(usages, clock);
    }

    /** Reads one container; idle if its group is gone. */
    Sample of(UsageTarget target) {
        Optional<CgroupUsage> usage = usages.cgroup(target.cgroup());
        if (usage.isEmpty()) {
            return Sample.idle(target.id(), target.name());
        }
        long passed = System.nanoTime() - beganNanos;
        return new Sample(
                target.id(),
                target.name(),
                new Sample.Counted(
                        target,
                        clock.instant(),
                        usage.get(),
                        cpu.nanos() + passed * cpu.online(),
                        cpu.online(),
                        memoryBytes,
                        target.ownNetwork() ? usages.interfaces(target.pid()) : List.of()));
    }
}
