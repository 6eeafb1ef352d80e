package dev.joey.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.linux.Cgroups.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsTest {
    @TempDir Path root;

    @Test
    void readsTheHostsOwnFiles() throws IOException {
        write("proc/sys/kernel/hostname", "pouch\n");
        write("proc/sys/kernel/osrelease", "6.18.0\n");
        write("proc/sys/net/ipv4/ip_forward", "1\n");
        write("proc/meminfo", "MemTotal:       1024 kB\nMemFree: 1 kB\n");
        write("proc/sys/kernel/seccomp/actions_avail", "kill_process\n");
        write("etc/os-release", "# a comment\nPRETTY_NAME=\"Debian 12\"\nVERSION_ID='12'\n");
        HostFacts host = HostFacts.read(root);

        assertEquals("pouch", host.name());
        assertEquals("6.18.0", host.kernel());
        assertEquals("Debian 12", host.operatingSystem());
        assertEquals("12", host.operatingSystemVersion());
        assertEquals(1024 * 1024, host.memoryBytes());
        assertTrue(host.forwardsIpv4());
        assertTrue(host.seccomp());
        assertFalse(host.cgroupNamespaces());
    }

    @Test
    void aHostThatSaysNothingIsStillDescribed() {
        HostFacts host = HostFacts.read(root);

        assertEquals("Linux", host.operatingSystem());
        assertEquals("", host.kernel());
        assertEquals(0, host.memoryBytes());
    }

    @Test
    void warnsOfWhatContainersCannotHave() {
        HostFacts host = HostFacts.read(root);

        assertEquals(
                List.of(
                        "WARNING: No swap limit support",
                        "WARNING: IPv4 forwarding is disabled",
                        "WARNING: No seccomp support: system calls of containers are not filtered"),
                HostWarnings.of(host, 2, EnumSet.complementOf(EnumSet.of(Feature.SWAP))));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
