package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotImplemented;
import dev.joey.oci.RuntimeSpec.Namespace;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespacesSectionTest {
    private final SampleSpec spec = new SampleSpec();
    private final SampleHost host = new SampleHost();
    private Surroundings around = Surroundings.bare();

    private List<Namespace> section() {
        return NamespacesSection.of(spec.host(), host.made(), around);
    }

    private List<String> types() {
        return section().stream().map(Namespace::type).toList();
    }

    private String refusal() {
        return assertThrows(InvalidParameter.class, this::section).getMessage();
    }

    @Test
    void fiveNewOnesByDefault() {
        assertEquals(List.of("mount", "network", "uts", "pid", "ipc"), types());
        assertTrue(section().stream().allMatch(namespace -> namespace.path() == null));
    }

    @Test
    void theCgroupNamespaceIsPrivateByDefaultWithVersion2() {
        host.cgroupVersion = 2;
        assertTrue(types().contains("cgroup"));
        spec.cgroupnsMode = "host";
        assertFalse(types().contains("cgroup"));
    }

    @Test
    void theCgroupNamespaceCanBePrivateWithVersion1() {
        spec.cgroupnsMode = "private";
        assertTrue(types().contains("cgroup"));
        host.cgroupNamespaces = false;
        assertFalse(types().contains("cgroup"));
    }

    @Test
    void hostModesLeaveNamespacesOut() {
        spec.networkMode = "host";
        spec.utsMode = "host";
        spec.pidMode = "host";
        spec.ipcMode = "host";
        assertEquals(List.of("mount"), types());
    }

    @Test
    void aPreparedNetworkNamespaceIsJoined() {
        around =
                new Surroundings("rootfs", null, null, null, "/run/n", null, null, null, List.of());
        assertTrue(section().contains(new Namespace("network", "/run/n")));
    }

    @Test
    void namespacesOfAnotherContainerAreJoinedByPath() {
        spec.ipcMode = "container:a";
        spec.pidMode = "container:b";
        around =
                new Surroundings(
                        "rootfs",
                        null,
                        null,
                        null,
                        null,
                        "/proc/1/ns/ipc",
                        "/proc/2/ns/pid",
                        null,
                        List.of());
        assertTrue(section().contains(new Namespace("ipc", "/proc/1/ns/ipc")));
        assertTrue(section().contains(new Namespace("pid", "/proc/2/ns/pid")));
    }

    @Test
    void namespacesOfAnotherContainerWithoutAPathAreNotBuilt() {
        spec.pidMode = "container:b";
        assertThrows(NotImplemented.class, this::section);
    }

    @Test
    void unknownModesAreRefused() {
        spec.ipcMode = "shared";
        assertEquals("invalid IPC mode: shared", refusal());
        spec.ipcMode = "container:";
        assertEquals("invalid IPC mode: container:", refusal());
        spec.ipcMode = "shareable";
        spec.pidMode = "private";
        assertEquals("invalid PID mode: private", refusal());
        spec.pidMode = "";
        spec.utsMode = "x";
        assertEquals("invalid UTS mode: x", refusal());
        spec.utsMode = "";
        spec.cgroupnsMode = "x";
        assertEquals("invalid cgroup namespace mode: x", refusal());
    }
}
