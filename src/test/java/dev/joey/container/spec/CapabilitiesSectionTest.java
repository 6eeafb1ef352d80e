package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitiesSectionTest {
    private final SampleSpec spec = new SampleSpec();
    private final SampleHost host = new SampleHost();
    private final Warnings warnings = new Warnings();

    private List<String> granted() {
        return CapabilitiesSection.granted(spec.security(), host.made(), warnings);
    }

    @Test
    void fourteenByDefault() {
        assertEquals(14, granted().size());
        assertEquals(CapabilitiesSection.DEFAULTS, granted());
    }

    @Test
    void inheritableAndAmbientAreEmpty() {
        var sets = CapabilitiesSection.of(granted());
        assertTrue(sets.inheritable().isEmpty());
        assertTrue(sets.ambient().isEmpty());
        assertEquals(sets.bounding(), sets.effective());
        assertEquals(sets.bounding(), sets.permitted());
    }

    @Test
    void addAndDropTakeNamesWithAndWithoutPrefixInAnyCase() {
        spec.capAdd = List.of("net_admin", "CAP_SYS_TIME");
        spec.capDrop = List.of("MKNOD", "cap_chown");
        var granted = granted();
        assertTrue(granted.containsAll(List.of("CAP_NET_ADMIN", "CAP_SYS_TIME")));
        assertFalse(granted.contains("CAP_MKNOD"));
        assertFalse(granted.contains("CAP_CHOWN"));
        assertEquals(14, granted.size());
    }

    @Test
    void dropAllLeavesOnlyWhatIsAdded() {
        spec.capAdd = List.of("CHOWN");
        spec.capDrop = List.of("all");
        assertEquals(List.of("CAP_CHOWN"), granted());
    }

    @Test
    void addAllLeavesOutWhatIsDropped() {
        spec.capAdd = List.of("ALL");
        spec.capDrop = List.of("SYS_ADMIN");
        assertEquals(40, granted().size());
        assertFalse(granted().contains("CAP_SYS_ADMIN"));
    }

    @Test
    void addAllWinsOverDropAll() {
        spec.capAdd = List.of("ALL");
        spec.capDrop = List.of("ALL");
        assertEquals(41, granted().size());
    }

    @Test
    void privilegedHasAll() {
        spec.privileged = true;
        assertEquals(SampleHost.CAPABILITIES, granted());
    }

    @Test
    void whatTheDaemonLacksIsLeftOutWithAWarning() {
        host.bounding.removeAll(Set.of("CAP_SYS_RESOURCE"));
        spec.capAdd = List.of("SYS_RESOURCE", "SYS_TIME");
        assertFalse(granted().contains("CAP_SYS_RESOURCE"));
        assertTrue(granted().contains("CAP_SYS_TIME"));
        assertEquals(
                List.of(
                        "Capability CAP_SYS_RESOURCE is not available on this host and was left"
                                + " out."),
                warnings.texts());
    }

    @Test
    void anUnknownNameIsRefused() {
        spec.capDrop = List.of("fly");
        var refused = assertThrows(InvalidParameter.class, this::granted);
        assertEquals("unknown capability: \"CAP_FLY\"", refused.getMessage());
    }

    @Test
    void aNameTheKernelIsTooOldForIsRefused() {
        host.kernel.remove("CAP_BPF");
        spec.capAdd = List.of("BPF");
        var refused = assertThrows(InvalidParameter.class, this::granted);
        assertTrue(refused.getMessage().startsWith("capability not supported by your kernel"));
    }
}
