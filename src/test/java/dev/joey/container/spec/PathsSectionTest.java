package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathsSectionTest {
    private final SampleSpec spec = new SampleSpec();
    private final SampleHost host = new SampleHost();

    private List<String> masked() {
        return PathsSection.masked(
                spec.security(), SecurityOptions.parse(spec.securityOptions), host.made());
    }

    private List<String> readOnly() {
        return PathsSection.readOnly(spec.security(), SecurityOptions.parse(spec.securityOptions));
    }

    @Test
    void defaultsAreDockersWithTheHostsThermalFolders() {
        String folder = "/sys/devices/system/cpu/cpu0/thermal_throttle";
        host.thermalThrottleFolders = List.of(folder);
        assertEquals(13, masked().size());
        assertTrue(
                masked().containsAll(
                                List.of(
                                        "/proc/interrupts",
                                        "/proc/kcore",
                                        "/sys/devices/virtual/powercap",
                                        folder)));
        assertEquals(
                List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"),
                readOnly());
    }

    @Test
    void privilegedSeesEverything() {
        spec.privileged = true;
        assertTrue(masked().isEmpty());
        assertTrue(readOnly().isEmpty());
    }

    @Test
    void givenListsWinEvenEmptyOnes() {
        spec.privileged = true;
        spec.maskedPaths = List.of("/proc/kcore");
        spec.readonlyPaths = List.of();
        assertEquals(List.of("/proc/kcore"), masked());
        assertTrue(readOnly().isEmpty());
        spec.privileged = false;
        assertTrue(readOnly().isEmpty());
    }

    @Test
    void systemPathsCanBeOpened() {
        spec.securityOptions = List.of("systempaths=unconfined");
        assertTrue(masked().isEmpty());
        assertTrue(readOnly().isEmpty());
    }
}
