package dev.joey.container.spec;

import dev.joey.container.ContainerSpec.Resources;
import dev.joey.container.ContainerSpec.ThrottleDevice;
import dev.joey.container.ContainerSpec.WeightDevice;
import java.util.List;

/** Resources while they are checked: what the kernel lacks is taken out one by one. */
final class ResourcesDraft {
    private final Resources asked;

    long memoryBytes;
    long memoryReservationBytes;
    long memorySwapBytes;
    Long memorySwappiness;
    Boolean oomKillDisable;
    long cpuShares;
    long cpuPeriodMicros;
    long cpuQuotaMicros;
    long cpuRealtimePeriodMicros;
    long cpuRealtimeRuntimeMicros;
    long nanoCpus;
    String cpusetCpus;
    String cpusetMems;
    Long pidsLimit;
    int blkioWeight;
    List<WeightDevice> blkioWeightDevice;
    List<ThrottleDevice> readBps;
    List<ThrottleDevice> writeBps;
    List<ThrottleDevice> readIops;
    List<ThrottleDevice> writeIops;

    ResourcesDraft(Resources asked) {
        this.asked = asked;
        memoryBytes = asked.memoryBytes();
        memoryReservationBytes = asked.memoryReservationBytes();
        memorySwapBytes = asked.memorySwapBytes();
        memorySwappiness = asked.memorySwappiness();
        oomKillDisable = asked.oomKillDisable();
        cpuShares = asked.cpuShares();
        cpuPeriodMicros = asked.cpuPeriodMicros();
        cpuQuotaMicros = asked.cpuQuotaMicros();
        cpuRealtimePeriodMicros = asked.cpuRealtimePeriodMicros();
        cpuRealtimeRuntimeMicros = asked.cpuRealtimeRuntimeMicros();
        nanoCpus = asked.nanoCpus();
        cpusetCpus = asked.cpusetCpus() == null ? "" : asked.cpusetCpus();
        cpusetMems = asked.cpusetMems() == null ? "" : asked.cpusetMems();
        pidsLimit = asked.pidsLimit();
        blkioWeight = asked.blkioWeight();
        blkioWeightDevice = asked.blkioWeightDevice();
        readBps = asked.blkioDeviceReadBps();
        writeBps = asked.blkioDeviceWriteBps();
        readIops = asked.blkioDeviceReadIops();
        writeIops = asked.blkioDeviceWriteIops();
    }

    Resources finished() {
        return new Resources(
                memoryBytes,
                memoryReservationBytes,
                memorySwapBytes,
                memorySwappiness,
                oomKillDisable,
                asked.oomScoreAdj(),
                cpuShares,
                cpuPeriodMicros,
                cpuQuotaMicros,
                cpuRealtimePeriodMicros,
                cpuRealtimeRuntimeMicros,
                nanoCpus,
                cpusetCpus,
                cpusetMems,
                pidsLimit,
                blkioWeight,
                blkioWeightDevice,
                readBps,
                writeBps,
                readIops,
                writeIops,
                asked.ulimits(),
                asked.devices(),
                asked.deviceCgroupRules());
    }
}
