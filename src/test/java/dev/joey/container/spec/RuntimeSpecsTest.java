package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.container.ContainerId;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuntimeSpecsTest {
    private static final ContainerId ID =
            new ContainerId("0123456789ab".repeat(6).substring(0, 64));

    private final SampleSpec spec = new SampleSpec();
    private final SampleHost host = new SampleHost();

    private RuntimeSpecs.Result made() {
        var defaults =
                new Defaults("/joey", false, 64 << 20, false, Optional.empty(), Optional.empty());
        return new RuntimeSpecs(host.made(), defaults, "/nowhere")
                .of(ID, spec.made(), Surroundings.bare(), ImageRoot.empty());
    }

    @Test
    void theWholeDefaultSpecIsThis() throws IOException {
        var json = new ObjectMapper();
        ObjectNode actual = (ObjectNode) json.readTree(made().spec().toJson());
        JsonNode seccomp = ((ObjectNode) actual.get("linux")).remove("seccomp");
        try (InputStream golden = getClass().getResourceAsStream("default-spec.json")) {
            assertEquals(json.readTree(golden).toPrettyString(), actual.toPrettyString());
        }
        assertTrue(seccomp.get("syscalls").size() > 20);
        assertEquals(List.of(), made().warnings());
    }

    @Test
    void theWorkingDirectoryToBeMadeIsTold() {
        spec.workingDir = "/srv/app";
        assertEquals("/srv/app", made().workingDir());
        assertEquals("/srv/app", made().spec().process().cwd());
    }

    @Test
    void annotationsAreHandedOn() {
        spec.annotations = Map.of("a", "b");
        assertEquals(Map.of("a", "b"), made().spec().annotations());
    }

    @Test
    void theHostsNameIsNotSet() {
        spec.utsMode = "host";
        assertNull(made().spec().hostname());
    }

    @Test
    void privilegedIsOpen() {
        spec.privileged = true;
        var linux = made().spec().linux();
        assertNull(linux.seccomp());
        assertEquals(List.of(), linux.maskedPaths());
        assertEquals(List.of(), linux.readonlyPaths());
        assertEquals(3, linux.devices().size());
        assertEquals(41, made().spec().process().capabilities().bounding().size());
    }

    @Test
    void aMissingInitIsNamed() {
        spec.init = true;
        var refused = assertThrows(InvalidParameter.class, this::made);
        assertTrue(refused.getMessage().contains("docker-init"));
    }

    @Test
    void initIsOfNoUseInTheHostsPidNamespace() {
        spec.init = true;
        spec.pidMode = "host";
        assertEquals(List.of("sh"), made().spec().process().args());
    }

    @Test
    void whatIsLeftOutIsTold() {
        host.bounding.remove("CAP_MKNOD");
        assertEquals(1, made().warnings().size());
    }
}
