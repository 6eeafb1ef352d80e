package dev.joey.stats;

import dev.joey.linux.CgroupUsage;
import dev.joey.linux.CgroupUsage.IoCount;
import dev.joey.linux.Usages.InterfaceUsage;
import dev.joey.stats.Sample.Counted;
import dev.joey.stats.wire.StatsDocument;
import dev.joey.stats.wire.StatsDocument.Blkio;
import dev.joey.stats.wire.StatsDocument.BlkioEntry;
import dev.joey.stats.wire.StatsDocument.Cpu;
import dev.joey.stats.wire.StatsDocument.CpuUsage;
import dev.joey.stats.wire.StatsDocument.Memory;
import dev.joey.stats.wire.StatsDocument.Network;
import dev.joey.stats.wire.StatsDocument.Pids;
import dev.joey.stats.wire.StatsDocument.Throttling;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From samples to Docker's document. */
final class StatsWire {
    /** Go's zero time, which Docker sends for a container that does not run. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    /** What the kernel calls max, as the number of 64 bits that Docker shows for it. */
    private static final BigInteger UNLIMITED = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private static final Cpu NO_CPU =
            new Cpu(new CpuUsage(0, null, 0, 0), null, null, new Throttling(0, 0, 0));
    private static final Blkio NO_IO = new Blkio(null, null, null, null, null, null, null, null);
    private static final Pids NO_PIDS = new Pids(null, null);
    private static final Memory NO_MEMORY = new Memory(null, null, null, null, null);

    private StatsWire() {}

    /**
     * The document.
     *
     * @param before the sample before; null for none
     */
    static StatsDocument document(Sample before, Sample now) {
        Counted earlier = before == null ? null : before.counted();
        Counted counted = now.counted();
        CgroupUsage usage = counted == null ? null : counted.usage();
        return new StatsDocument(
                "/" + now.name(),
                now.id().value(),
                counted == null ? NEVER : counted.at().toString(),
                earlier == null ? NEVER : earlier.at().toString(),
                usage == null || usage.pids() == null ? NO_PIDS : pids(usage.pids()),
                usage == null || usage.io() == null ? NO_IO : blkio(usage.io()),
                0,
                Map.of(),
                counted == null ? NO_CPU : cpu(counted),
                earlier == null ? NO_CPU : cpu(earlier),
                usage == null || usage.memory() == null
                        ? NO_MEMORY
                        : memory(usage.memory(), counted.hostMemoryBytes()),
                counted == null || counted.interfaces().isEmpty()
                        ? null
                        : networks(counted.interfaces()));
    }

    private static Pids pids(CgroupUsage.Pids pids) {
        return new Pids(
                unlessZero(pids.current()),
                pids.limit() == 0
                        ? null
                        : pids.limit() == Long.MAX_VALUE
                                ? UNLIMITED
                                : BigInteger.valueOf(pids.limit()));
    }

    private static Blkio blkio(CgroupUsage.Io io) {
        return new Blkio(
                entries(io.serviceBytes()),
                entries(io.serviced()),
                entries(io.queued()),
                entries(io.serviceTime()),
                entries(io.waitTime()),
                entries(io.merged()),
                entries(io.time()),
                entries(io.sectors()));
    }

    private static List<BlkioEntry> entries(List<IoCount> counts) {
        return counts == null
                ? null
                : counts.stream()
                        .map(
                                count ->
                                        new BlkioEntry(
                                                count.major(),
                                                count.minor(),
                                                count.operation(),
                                                count.value()))
                        .toList();
    }

    private static Cpu cpu(Counted counted) {
        CgroupUsage.Cpu cpu = counted.usage().cpu();
        return cpu == null
                ? new Cpu(
                        NO_CPU.cpuUsage(),
                        counted.hostCpuNanos(),
                        counted.onlineCpus(),
                        NO_CPU.throttlingData())
                : new Cpu(
                        new CpuUsage(
                                cpu.totalNanos(),
                                cpu.perCpuNanos(),
                                cpu.kernelNanos(),
                                cpu.userNanos()),
                        counted.hostCpuNanos(),
                        counted.onlineCpus(),
                        new Throttling(
                                cpu.periods(), cpu.throttledPeriods(), cpu.throttledNanos()));
    }

    /** As Docker does: who has no limit is limited by what the host has. */
    private static Memory memory(CgroupUsage.Memory memory, long hostBytes) {
        return new Memory(
                unlessZero(memory.usageBytes()),
                unlessZero(memory.maxUsageBytes()),
                memory.stat(),
                unlessZero(memory.failures()),
                unlessZero(Math.min(memory.limitBytes(), hostBytes)));
    }

    private static Map<String, Network> networks(List<InterfaceUsage> interfaces) {
        Map<String, Network> networks = new LinkedHashMap<>();
        for (InterfaceUsage usage : interfaces) {
            networks.put(
                    usage.name(),
                    new Network(
                            usage.rxBytes(),
                            usage.rxPackets(),
                            usage.rxErrors(),
                            usage.rxDropped(),
                            usage.txBytes(),
                            usage.txPackets(),
                            usage.txErrors(),
                            usage.txDropped()));
        }
        return networks;
    }

    private static Long unlessZero(long value) {
        return value == 0 ? null : value;
    }
}
