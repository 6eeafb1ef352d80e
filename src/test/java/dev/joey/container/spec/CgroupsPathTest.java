package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.container.ContainerId;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.testing.SampleSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CgroupsPathTest {
    private static final String ID = "ab".repeat(32);

    private final SampleSpec spec = new SampleSpec();

    private String path(String defaultParent, boolean systemd) {
        var defaults =
                new Defaults(defaultParent, systemd, 1, false, Optional.empty(), Optional.empty());
        return CgroupsPath.of(new ContainerId(ID), spec.host(), defaults);
    }

    @Test
    void theDefaultParentHoldsIt() {
        assertEquals("/joey/" + ID, path("/joey", false));
    }

    @Test
    void aGivenParentHoldsIt() {
        spec.cgroupParent = "/a/b";
        assertEquals("/a/b/" + ID, path("/joey", false));
        spec.cgroupParent = "relative";
        assertEquals("/relative/" + ID, path("/joey", false));
    }

    @Test
    void noParentLeadsOutOfTheHierarchy() {
        spec.cgroupParent = "../../..//etc";
        assertEquals("/etc/" + ID, path("/joey", false));
    }

    @Test
    void systemdWantsASlice() {
        assertEquals("system.slice:joey:" + ID, path("system.slice", true));
        spec.cgroupParent = "/joey";
        assertThrows(InvalidParameter.class, () -> path("system.slice", true));
    }
}
