package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerSpec.Resources;
import dev.joey.container.ContainerSpec.ThrottleDevice;
import dev.joey.container.ContainerSpec.Ulimit;
import dev.joey.container.ContainerSpec.WeightDevice;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.linux.Cgroups.Feature;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResourceChecksTest {
    private static final long MIB = 1 << 20;

    private final SampleSpec spec = new SampleSpec();
    private final SampleHost host = new SampleHost();

    private ResourceChecks.Result check() {
        return ResourceChecks.check(spec.resources(), host.made(), false);
    }

    private void accepts(Consumer<SampleSpec> change) {
        var changed = new SampleSpec();
        change.accept(changed);
        assertEquals(
                List.of(),
                ResourceChecks.check(changed.resources(), host.made(), false).warnings());
    }

    private void refuses(String text, Consumer<SampleSpec> change) {
        var changed = new SampleSpec();
        change.accept(changed);
        var refused =
                assertThrows(
                        InvalidParameter.class,
                        () -> ResourceChecks.check(changed.resources(), host.made(), false));
        assertEquals(text, refused.getMessage());
    }

    private Resources discards(String text, Feature lacking, Consumer<SampleSpec> change) {
        var changed = new SampleSpec();
        change.accept(changed);
        var result =
                ResourceChecks.check(
                        changed.resources(), new SampleHost().without(lacking).made(), false);
        assertEquals(List.of(text), result.warnings());
        return result.resources();
    }

    @Test
    void noLimitsAreFine() {
        assertEquals(List.of(), check().warnings());
    }

    @Test
    void memoryPlusSwapIsTwiceTheMemoryByDefault() {
        spec.memoryBytes = 8 * MIB;
        assertEquals(16 * MIB, check().resources().memorySwapBytes());
        assertEquals(
                0,
                ResourceChecks.check(spec.resources(), host.made(), true)
                        .resources()
                        .memorySwapBytes());
    }

    @Test
    void theOomKillerIsOnByDefaultWhereItCanBeOff() {
        assertEquals(false, check().resources().oomKillDisable());
        host.cgroupVersion = 2;
        assertNull(check().resources().oomKillDisable());
    }

    @Test
    void memoryHasItsRules() {
        refuses("Minimum memory limit allowed is 6MB", s -> s.memoryBytes = 6 * MIB - 1);
        accepts(s -> s.memoryBytes = 6 * MIB);
        refuses(
                "Minimum memoryswap limit should be larger than memory limit, see usage",
                s -> {
                    s.memoryBytes = 8 * MIB;
                    s.memorySwapBytes = 7 * MIB;
                });
        refuses(
                "You should always set the Memory limit when using Memoryswap limit, see usage",
                s -> s.memorySwapBytes = 8 * MIB);
        refuses(
                "Invalid value: 101, valid memory swappiness range is 0-100",
                s -> s.memorySwappiness = 101L);
        refuses(
                "Invalid value: -2, valid memory swappiness range is 0-100",
                s -> s.memorySwappiness = -2L);
        accepts(s -> s.memorySwappiness = -1L);
        refuses("Minimum memory reservation allowed is 6MB", s -> s.memoryReservationBytes = MIB);
        refuses(
                "Minimum memory limit can not be less than memory reservation limit, see usage",
                s -> {
                    s.memoryBytes = 8 * MIB;
                    s.memoryReservationBytes = 9 * MIB;
                });
    }

    @Test
    void swapMayBeUnlimitedAndMayComeAloneInAnUpdate() {
        accepts(
                s -> {
                    s.memoryBytes = 8 * MIB;
                    s.memorySwapBytes = -1;
                });
        spec.memorySwapBytes = 8 * MIB;
        assertEquals(
                List.of(), ResourceChecks.check(spec.resources(), host.made(), true).warnings());
    }

    @Test
    void memoryFeaturesThatTheKernelLacksAreDiscarded() {
        var unlimited =
                discards(
                        "Your kernel does not support memory limit capabilities or the cgroup is"
                                + " not mounted. Limitation discarded.",
                        Feature.MEMORY,
                        s -> s.memoryBytes = 8 * MIB);
        assertEquals(0, unlimited.memoryBytes());
        assertEquals(-1, unlimited.memorySwapBytes());
        assertEquals(
                -1,
                discards(
                                "Your kernel does not support swap limit capabilities or the"
                                        + " cgroup is not mounted. Memory limited without swap.",
                                Feature.SWAP,
                                s -> s.memoryBytes = 8 * MIB)
                        .memorySwapBytes());
        assertNull(
                discards(
                                "Your kernel does not support memory swappiness capabilities or"
                                        + " the cgroup is not mounted. Memory swappiness"
                                        + " discarded.",
                                Feature.SWAPPINESS,
                                s -> s.memorySwappiness = 5L)
                        .memorySwappiness());
        assertEquals(
                0,
                discards(
                                "Your kernel does not support memory soft limit capabilities or"
                                        + " the cgroup is not mounted. Limitation discarded.",
                                Feature.MEMORY_RESERVATION,
                                s -> s.memoryReservationBytes = 8 * MIB)
                        .memoryReservationBytes());
        assertNull(
                discards(
                                "Your kernel does not support OomKillDisable. OomKillDisable"
                                        + " discarded.",
                                Feature.OOM_KILL_DISABLE,
                                s -> s.oomKillDisable = true)
                        .oomKillDisable());
        assertNull(
                discards(
                                "Your kernel does not support PIDs limit capabilities or the"
                                        + " cgroup is not mounted. PIDs limit discarded.",
                                Feature.PIDS,
                                s -> s.pidsLimit = 5L)
                        .pidsLimit());
    }

    @Test
    void anOomKillerOffWithoutALimitIsWarnedOf() {
        spec.oomKillDisable = true;
        assertTrue(check().warnings().getFirst().startsWith("OOM killer is disabled"));
        spec.memoryBytes = 8 * MIB;
        assertEquals(List.of(), check().warnings());
    }

    @Test
    void cpusHaveTheirRules() {
        accepts(s -> s.nanoCpus = 2_000_000_000L);
        refuses(
                "range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available",
                s -> s.nanoCpus = 2_000_000_001L);
        refuses(
                "range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available",
                s -> s.nanoCpus = -1);
        refuses(
                "Conflicting options: Nano CPUs and CPU Period cannot both be set",
                s -> {
                    s.nanoCpus = 1;
                    s.cpuPeriodMicros = 1000;
                });
        refuses(
                "Conflicting options: Nano CPUs and CPU Quota cannot both be set",
                s -> {
                    s.nanoCpus = 1;
                    s.cpuQuotaMicros = 1000;
                });
        String period =
                "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e."
                        + " 1000000)";
        refuses(period, s -> s.cpuPeriodMicros = 999);
        refuses(period, s -> s.cpuPeriodMicros = 1_000_001);
        refuses(period, s -> s.cpuPeriodMicros = -1);
        accepts(s -> s.cpuPeriodMicros = 1000);
        refuses("CPU cfs quota can not be less than 1ms (i.e. 1000)", s -> s.cpuQuotaMicros = 999);
        accepts(s -> s.cpuQuotaMicros = -1);
        refuses("shares: invalid argument", s -> s.cpuShares = -1);
    }

    @Test
    void sharesAreMovedIntoTheirRange() {
        spec.cpuShares = 1;
        assertEquals(2, check().resources().cpuShares());
        spec.cpuShares = 1_000_000;
        assertEquals(262_144, check().resources().cpuShares());
    }

    @Test
    void setsMustBeThere() {
        accepts(s -> s.cpusetCpus = "0-1");
        accepts(s -> s.cpusetCpus = "0,1");
        refuses(
                "Requested CPUs are not available - requested 9, available: 0-1",
                s -> s.cpusetCpus = "9");
        refuses(
                "Requested memory nodes are not available - requested 0-1, available: 0",
                s -> s.cpusetMems = "0-1");
        refuses(
                "Invalid value 1-x for cpuset cpus: invalid format: 1-x",
                s -> s.cpusetCpus = "1-x");
        refuses(
                "Invalid value 2-1 for cpuset mems: invalid format: 2-1",
                s -> s.cpusetMems = "2-1");
        refuses(
                "Invalid value 0-99999 for cpuset cpus: value of out range, maximum is 8191",
                s -> s.cpusetCpus = "0-99999");
    }

    @Test
    void cpuFeaturesThatTheKernelLacksAreDiscarded() {
        assertEquals(
                0,
                discards(
                                "Your kernel does not support CPU shares or the cgroup is not"
                                        + " mounted. Shares discarded.",
                                Feature.CPU_SHARES,
                                s -> s.cpuShares = 5)
                        .cpuShares());
        assertEquals(
                0,
                discards(
                                "Your kernel does not support CPU CFS scheduler. CPU period/quota"
                                        + " discarded.",
                                Feature.CPU_CFS,
                                s -> s.cpuPeriodMicros = 5)
                        .cpuPeriodMicros());
        assertEquals(
                "",
                discards(
                                "Your kernel does not support cpuset or the cgroup is not mounted."
                                        + " Cpuset discarded.",
                                Feature.CPUSET,
                                s -> s.cpusetCpus = "9")
                        .cpusetCpus());
        assertEquals(
                0,
                discards(
                                "Your kernel does not support CPU realtime scheduler. CPU realtime"
                                        + " period/runtime discarded.",
                                Feature.CPU_REALTIME,
                                s -> s.cpuRealtimeRuntimeMicros = 5)
                        .cpuRealtimeRuntimeMicros());
        host.without(Feature.CPU_CFS);
        refuses(
                "NanoCPUs can not be set, as your kernel does not support CPU CFS scheduler or the"
                        + " cgroup is not mounted",
                s -> s.nanoCpus = 1);
    }

    @Test
    void blockIoHasItsRules() {
        String range = "Range of blkio weight is from 10 to 1000";
        refuses(range, s -> s.blkioWeight = 9);
        refuses(range, s -> s.blkioWeight = 1001);
        refuses(range, s -> s.blkioWeightDevice = List.of(new WeightDevice("/dev/x", 0)));
        accepts(s -> s.blkioWeight = 10);
    }

    @Test
    void blockIoFeaturesThatTheKernelLacksAreDiscarded() {
        assertEquals(
                0,
                discards(
                                "Your kernel does not support Block I/O weight or the cgroup is"
                                        + " not mounted. Weight discarded.",
                                Feature.BLKIO_WEIGHT,
                                s -> s.blkioWeight = 5)
                        .blkioWeight());
        assertTrue(
                discards(
                                "Your kernel does not support BPS Block I/O read limit or the"
                                        + " cgroup is not mounted. Block I/O BPS read limit"
                                        + " discarded.",
                                Feature.BLKIO_THROTTLE,
                                s -> s.readBps = List.of(new ThrottleDevice("/dev/x", 1)))
                        .blkioDeviceReadBps()
                        .isEmpty());
        assertTrue(
                discards(
                                "Your kernel does not support IOPS Block write limit or the cgroup"
                                        + " is not mounted. Block I/O IOPS write limit discarded.",
                                Feature.BLKIO_THROTTLE,
                                s -> s.writeIops = List.of(new ThrottleDevice("/dev/x", 1)))
                        .blkioDeviceWriteIops()
                        .isEmpty());
    }

    @Test
    void theRestHasItsRules() {
        String score = "Invalid value %d, range for oom score adj is [-1000, 1000]";
        refuses(score.formatted(-1001), s -> s.oomScoreAdj = -1001);
        refuses(score.formatted(1001), s -> s.oomScoreAdj = 1001);
        refuses("invalid ulimit type: x", s -> s.ulimits = List.of(new Ulimit("x", 1, 1)));
        assertFalse(check().resources().ulimits() == null);
    }
}
