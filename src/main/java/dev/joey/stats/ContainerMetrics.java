package dev.joey.stats;

import dev.joey.linux.CgroupUsage;
import dev.joey.linux.Usages.InterfaceUsage;
import dev.joey.stats.Sample.Counted;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/**
 * What running containers use, at {@code /metrics}, by the names that cAdvisor made common. Read
 * when it is asked for; a container that ended leaves no series behind. Labels are the id, the
 * name, the image and, for networks, the interface; at most {@link #MOST_CONTAINERS} containers and
 * {@link #MOST_INTERFACES} interfaces of each are told, so that what a user starts cannot make the
 * answer endless.
 */
@ApplicationScoped
@SuppressWarnings("deprecation") // The registry that Quarkus' extension of this version brings.
class ContainerMetrics {
    static final int MOST_CONTAINERS = 1_000;
    static final int MOST_INTERFACES = 8;

    private final PrometheusMeterRegistry registry;
    private final StatsSampler sampler;

    ContainerMetrics(PrometheusMeterRegistry registry, StatsSampler sampler) {
        this.registry = registry;
        this.sampler = sampler;
    }

    void register(@Observes StartupEvent started) {
        registry.getPrometheusRegistry()
                .register(
                        new Collector() {
                            @Override
                            public List<MetricFamilySamples> collect() {
                                return families(sampler.running(MOST_CONTAINERS));
                            }
                        });
    }

    /** The series of these containers. */
    static List<MetricFamilySamples> families(List<Sample> samples) {
        SeriesTable table = new SeriesTable();
        for (Sample sample : samples) {
            if (sample.counted() != null) {
                add(table, sample.counted());
            }
        }
        return table.families();
    }

    private static void add(SeriesTable table, Counted counted) {
        SeriesTable.Row row =
                table.row(
                        counted.target().id().value(),
                        counted.target().name(),
                        counted.target().image());
        row.gauge(
                "container_restart_count",
                "Automatic restarts since the last start by a user.",
                counted.target().restarts());
        CgroupUsage usage = counted.usage();
        if (usage.cpu() != null) {
            cpu(row, usage.cpu());
        }
        if (usage.memory() != null) {
            memory(row, usage.memory(), counted.hostMemoryBytes());
        }
        if (usage.io() != null) {
            row.counter(
                    "container_fs_reads_bytes",
                    "Bytes read from block devices.",
                    sum(usage.io().serviceBytes(), "read"));
            row.counter(
                    "container_fs_writes_bytes",
                    "Bytes written to block devices.",
                    sum(usage.io().serviceBytes(), "write"));
        }
        if (usage.pids() != null) {
            row.gauge("container_pids", "Processes and threads.", usage.pids().current());
        }
        counted.interfaces().stream()
                .limit(MOST_INTERFACES)
                .forEach(usageOfOne -> network(row, usageOfOne));
    }

    private static void cpu(SeriesTable.Row row, CgroupUsage.Cpu cpu) {
        row.seconds("container_cpu_usage_seconds", "Processor time used.", cpu.totalNanos());
        row.seconds(
                "container_cpu_user_seconds", "Processor time used by programs.", cpu.userNanos());
        row.seconds(
                "container_cpu_system_seconds",
                "Processor time used by the kernel.",
                cpu.kernelNanos());
        row.seconds(
                "container_cpu_cfs_throttled_seconds",
                "Time held back by a quota.",
                cpu.throttledNanos());
    }

    private static void memory(SeriesTable.Row row, CgroupUsage.Memory memory, long hostBytes) {
        row.gauge(
                "container_memory_usage_bytes",
                "Memory used, the page cache included.",
                memory.usageBytes());
        row.gauge(
                "container_memory_working_set_bytes",
                "Memory used, without the part of the page cache that is given back first.",
                Math.max(0, memory.usageBytes() - memory.inactiveFileBytes()));
        row.gauge(
                "container_spec_memory_limit_bytes",
                "The limit, or the host's memory without one.",
                Math.min(memory.limitBytes(), hostBytes));
        row.counter("container_memory_failures", "How often the limit was hit.", memory.failures());
    }

    private static void network(SeriesTable.Row row, InterfaceUsage usage) {
        String name = usage.name();
        row.counter("container_network_receive_bytes", "Bytes received.", usage.rxBytes(), name);
        row.counter(
                "container_network_receive_packets_dropped",
                "Packets dropped on receiving.",
                usage.rxDropped(),
                name);
        row.counter("container_network_transmit_bytes", "Bytes sent.", usage.txBytes(), name);
        row.counter(
                "container_network_transmit_packets_dropped",
                "Packets dropped on sending.",
                usage.txDropped(),
                name);
    }

    private static long sum(List<CgroupUsage.IoCount> counts, String operation) {
        return counts == null
                ? 0
                : counts.stream()
                        .filter(
                                count ->
                                        count.operation()
                                                .toLowerCase(Locale.ROOT)
                                                .equals(operation))
                        .mapToLong(CgroupUsage.IoCount::value)
                        .sum();
    }
}
