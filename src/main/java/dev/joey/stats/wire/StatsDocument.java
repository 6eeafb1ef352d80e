package dev.joey.stats.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * The answer to {@code stats}. Source: StatsResponse of Docker's API; its fields for Windows are
 * there where Docker on Linux sends them too.
 *
 * @param name with a leading slash
 * @param read when it was measured, in UTC; the year 1 if the container does not run
 * @param preread when {@code precpuStats} was measured; the year 1 if there is none
 * @param networks by interface; null, and left out, without one
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record StatsDocument(
        String name,
        String id,
        String read,
        String preread,
        Pids pidsStats,
        Blkio blkioStats,
        int numProcs,
        Map<String, Long> storageStats,
        Cpu cpuStats,
        Cpu precpuStats,
        Memory memoryStats,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Network> networks) {
    /** Processes; both are left out when zero. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pids(Long current, BigInteger limit) {}

    /** Block devices; null is shown. */
    @RegisterForReflection
    public record Blkio(
            @JsonProperty("io_service_bytes_recursive") List<BlkioEntry> serviceBytes,
            @JsonProperty("io_serviced_recursive") List<BlkioEntry> serviced,
            @JsonProperty("io_queue_recursive") List<BlkioEntry> queued,
            @JsonProperty("io_service_time_recursive") List<BlkioEntry> serviceTime,
            @JsonProperty("io_wait_time_recursive") List<BlkioEntry> waitTime,
            @JsonProperty("io_merged_recursive") List<BlkioEntry> merged,
            @JsonProperty("io_time_recursive") List<BlkioEntry> time,
            @JsonProperty("sectors_recursive") List<BlkioEntry> sectors) {}

    /** One count of a device. */
    @RegisterForReflection
    public record BlkioEntry(long major, long minor, String op, long value) {}

    /** Processors; what is null is left out. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cpu(
            CpuUsage cpuUsage,
            Long systemCpuUsage,
            Integer onlineCpus,
            Throttling throttlingData) {}

    /** Processor time in nanoseconds. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CpuUsage(
            long totalUsage,
            List<Long> percpuUsage,
            long usageInKernelmode,
            long usageInUsermode) {}

    /** What a quota held back, in nanoseconds. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record Throttling(long periods, long throttledPeriods, long throttledTime) {}

    /** Memory in bytes; what is null is left out. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Memory(
            Long usage, Long maxUsage, Map<String, Long> stats, Long failcnt, Long limit) {}

    /** One interface. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record Network(
            long rxBytes,
            long rxPackets,
            long rxErrors,
            long rxDropped,
            long txBytes,
            long txPackets,
            long txErrors,
            long txDropped) {}
}
