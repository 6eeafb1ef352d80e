package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.container.ContainerSpec.ThrottleDevice;
import dev.joey.container.ContainerSpec.WeightDevice;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec;
import dev.joey.oci.RuntimeSpec.Cpu;
import dev.joey.oci.RuntimeSpec.Memory;
import dev.joey.oci.RuntimeSpec.Pids;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesSectionTest {
    private final SampleSpec spec = new SampleSpec();

    private RuntimeSpec.Resources section() {
        return ResourcesSection.of(spec.resources(), List.of(), new SampleHost().devices);
    }

    @Test
    void whatNobodyLimitsIsLeftOut() {
        assertEquals(new RuntimeSpec.Resources(List.of(), null, null, null, null, null), section());
    }

    @Test
    void memoryIsInBytes() {
        spec.memoryBytes = 100;
        spec.memoryReservationBytes = 50;
        spec.memorySwapBytes = 200;
        spec.memorySwappiness = 0L;
        spec.oomKillDisable = true;
        assertEquals(new Memory(100L, 50L, 200L, 0L, true), section().memory());
    }

    @Test
    void unlimitedSwapAndDefaultSwappinessAreLeftOut() {
        spec.memoryBytes = 100;
        spec.memorySwapBytes = -1;
        spec.memorySwappiness = -1L;
        assertEquals(new Memory(100L, null, null, null, null), section().memory());
    }

    @Test
    void nanoCpusBecomeAQuotaOfTenthsOfASecond() {
        spec.nanoCpus = 1_500_000_000;
        assertEquals(new Cpu(null, 150_000L, 100_000L, null, null, null, null), section().cpu());
    }

    @Test
    void otherCpuLimitsAreTakenAsTheyAre() {
        spec.cpuShares = 512;
        spec.cpuQuotaMicros = -1;
        spec.cpuPeriodMicros = 50_000;
        spec.cpuRealtimeRuntimeMicros = 1;
        spec.cpuRealtimePeriodMicros = 2;
        spec.cpusetCpus = "0";
        spec.cpusetMems = "0";
        assertEquals(new Cpu(512L, -1L, 50_000L, 1L, 2L, "0", "0"), section().cpu());
    }

    @Test
    void noLimitOfTasksIsMinusOne() {
        spec.pidsLimit = 0L;
        assertEquals(new Pids(-1), section().pids());
        spec.pidsLimit = 7L;
        assertEquals(new Pids(7), section().pids());
        spec.pidsLimit = null;
        assertNull(section().pids());
    }

    @Test
    void blockDevicesAreNamedByNumbers() {
        spec.blkioWeight = 100;
        spec.blkioWeightDevice = List.of(new WeightDevice("/dev/kvm", 20));
        spec.readBps = List.of(new ThrottleDevice("/dev/fuse", 30));
        var blockIo = section().blockIO();
        assertEquals(100, blockIo.weight());
        assertEquals(List.of(new RuntimeSpec.WeightDevice(10, 232, 20)), blockIo.weightDevice());
        assertEquals(
                List.of(new RuntimeSpec.ThrottleDevice(10, 229, 30)),
                blockIo.throttleReadBpsDevice());
    }

    @Test
    void anAbsentBlockDeviceIsRefused() {
        spec.writeIops = List.of(new ThrottleDevice("/dev/nope", 30));
        var refused = assertThrows(InvalidParameter.class, this::section);
        assertEquals("stat /dev/nope: no such file or directory", refused.getMessage());
    }
}
