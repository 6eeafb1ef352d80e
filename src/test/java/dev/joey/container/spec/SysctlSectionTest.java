package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SysctlSectionTest {
    private final SampleSpec spec = new SampleSpec();
    private final SampleHost host = new SampleHost();

    private Map<String, String> section() {
        return SysctlSection.of(spec.made(), host.made());
    }

    private String refusal(String name) {
        spec.sysctls = Map.of(name, "1");
        return assertThrows(InvalidParameter.class, this::section).getMessage();
    }

    @Test
    void aNetworkOfItsOwnIsFriendly() {
        assertEquals(
                Map.of(
                        "net.ipv4.ip_unprivileged_port_start", "0",
                        "net.ipv4.ping_group_range", "0 2147483647"),
                section());
    }

    @Test
    void theHostsNetworkAndOthersAreLeftAlone() {
        spec.networkMode = "host";
        assertEquals(Map.of(), section());
        spec.networkMode = "container:x";
        assertEquals(Map.of(), section());
    }

    @Test
    void whatTheKernelLacksIsNotSet() {
        host.sysctls = Set.of("net.ipv4.ping_group_range");
        assertEquals(Set.of("net.ipv4.ping_group_range"), section().keySet());
    }

    @Test
    void givenOnesWin() {
        spec.sysctls = Map.of("net.ipv4.ip_unprivileged_port_start", "1024", "kernel.sem", "9");
        assertEquals("1024", section().get("net.ipv4.ip_unprivileged_port_start"));
        assertEquals("9", section().get("kernel.sem"));
    }

    @Test
    void theDomainNameIsOne() {
        spec.domainname = "example.org";
        assertEquals("example.org", section().get("kernel.domainname"));
        spec.utsMode = "host";
        assertEquals(null, section().get("kernel.domainname"));
    }

    @Test
    void thoseOfTheHostsNamespacesAreRefused() {
        spec.networkMode = "host";
        spec.ipcMode = "host";
        assertEquals(
                "sysctl \"net.core.somaxconn\" not allowed in host network namespace",
                refusal("net.core.somaxconn"));
        assertEquals(
                "sysctl \"kernel.shmmax\" is not allowed in the hosts ipc namespace",
                refusal("kernel.shmmax"));
        assertEquals(
                "sysctl \"fs.mqueue.msg_max\" is not allowed in the hosts ipc namespace",
                refusal("fs.mqueue.msg_max"));
    }

    @Test
    void thoseOfNoNamespaceAreRefused() {
        assertEquals(
                "sysctl \"vm.swappiness\" is not in a separate kernel namespace",
                refusal("vm.swappiness"));
        assertEquals(
                "sysctl \"kernel.hostname\" is not allowed as it conflicts with the OCI"
                        + " \"hostname\" field",
                refusal("kernel.hostname"));
    }

    @Test
    void slashesAreAnotherSpelling() {
        spec.networkMode = "host";
        assertEquals(
                "sysctl \"net.ipv4.conf.eth0/1.forwarding\" not allowed in host network namespace",
                refusal("net/ipv4/conf/eth0.1/forwarding"));
    }
}
