package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.spec.HostFacts.Cpus;
import dev.joey.linux.Cgroups;
import dev.joey.linux.Cgroups.Feature;
import dev.joey.testing.StubCgroups;
import dev.joey.testing.StubLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostProbeTest {
    @TempDir Path root;

    private final Cgroups cgroups = new StubCgroups(2, Set.of(Feature.MEMORY, Feature.PIDS));

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private HostFacts read() {
        return new HostProbe(root.resolve("proc"), root.resolve("sys"))
                .read(new StubLinux(Set.of("CAP_A", "CAP_B"), Set.of("CAP_A")), cgroups);
    }

    @Test
    void factsComeFromProcAndSysfs() throws IOException {
        file("proc/sys/kernel/osrelease", "6.1.0-13-amd64\n");
        file("proc/self/status", "Name:\tx\nSeccomp:\t0\n");
        file("proc/self/ns/cgroup", "");
        file("proc/sys/net/ipv4/ping_group_range", "1 0");
        file("sys/devices/system/cpu/online", "0-2\n");
        file("sys/devices/system/cpu/possible", "0-3\n");
        file("sys/devices/system/cpu/cpu2/thermal_throttle/core_throttle_count", "0");
        file("sys/devices/system/node/online", "0-1\n");
        file("sys/module/apparmor/parameters/enabled", "Y\n");
        file("sys/fs/selinux/enforce", "1");
        var facts = read();
        assertTrue(facts.kernel().isAtLeast(6, 1));
        assertFalse(facts.kernel().isAtLeast(6, 2));
        assertEquals(new Cpus(3, "0-2", "0-1"), facts.cpus());
        assertTrue(facts.modules().seccomp());
        assertTrue(facts.modules().appArmor());
        assertTrue(facts.modules().seLinux());
        assertTrue(facts.cgroups().namespaces());
        assertEquals(2, facts.cgroups().version());
        assertEquals(Set.of(Feature.MEMORY, Feature.PIDS), facts.cgroups().features());
        assertEquals(Set.of("net.ipv4.ping_group_range"), facts.defaultSysctls());
        assertEquals(
                List.of("/sys/devices/system/cpu/cpu2/thermal_throttle"),
                facts.thermalThrottleFolders());
        assertEquals(Set.of("CAP_A", "CAP_B"), facts.kernelCapabilities());
        assertEquals(Set.of("CAP_A"), facts.boundingCapabilities());
    }

    @Test
    void whatIsNotThereCountsAsAbsent() {
        var facts = read();
        assertFalse(facts.modules().seccomp());
        assertFalse(facts.modules().appArmor());
        assertFalse(facts.cgroups().namespaces());
        assertEquals(new Cpus(1, "0", "0"), facts.cpus());
        assertEquals(List.of(), facts.thermalThrottleFolders());
    }

    @Test
    void architecturesHaveTheNamesOfProfiles() {
        assertEquals("amd64", HostProbe.architecture("amd64"));
        assertEquals("amd64", HostProbe.architecture("x86_64"));
        assertEquals("arm64", HostProbe.architecture("aarch64"));
        assertEquals("s390x", HostProbe.architecture("s390x"));
    }
}
