package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotImplemented;
import dev.joey.testing.SampleHost;
import dev.joey.testing.SampleSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CreateChecksTest {
    private static final Defaults DEFAULTS =
            new Defaults("/joey", false, 64 << 20, false, Optional.empty(), Optional.empty());

    private final SampleSpec spec = new SampleSpec();
    private final SampleHost host = new SampleHost();

    private CreateChecks.Result check() {
        return CreateChecks.check(spec.made(), host.made(), DEFAULTS);
    }

    private void refuses(String text, Consumer<SampleSpec> change) {
        var changed = new SampleSpec();
        change.accept(changed);
        var refused =
                assertThrows(
                        InvalidParameter.class,
                        () -> CreateChecks.check(changed.made(), host.made(), DEFAULTS));
        assertEquals(text, refused.getMessage());
    }

    @Test
    void whatNobodySaidIsFilledIn() {
        spec.ipcMode = "";
        spec.shmSizeBytes = 0;
        var made = check().spec();
        assertEquals("private", made.host().ipcMode());
        assertEquals("host", made.host().cgroupnsMode());
        assertEquals(64 << 20, made.host().shmSizeBytes());
        assertEquals(false, made.resources().oomKillDisable());
        host.cgroupVersion = 2;
        assertEquals("private", check().spec().host().cgroupnsMode());
    }

    @Test
    void whatTheUserSaidStays() {
        spec.ipcMode = "shareable";
        spec.cgroupnsMode = "private";
        spec.shmSizeBytes = 5;
        var made = check().spec();
        assertEquals("shareable", made.host().ipcMode());
        assertEquals("private", made.host().cgroupnsMode());
        assertEquals(5, made.host().shmSizeBytes());
        assertEquals(List.of(), check().warnings());
    }

    @Test
    void aProcessIsNeeded() {
        refuses("no command specified", s -> s.cmd = List.of());
        refuses("invalid environment variable: =x", s -> s.env = List.of("=x"));
        refuses("invalid environment variable: ", s -> s.env = List.of(""));
        refuses(
                "the working directory 'a' is invalid, it needs to be an absolute path",
                s -> s.workingDir = "a");
    }

    @Test
    void everySectionIsAsked() {
        refuses("Minimum memory limit allowed is 6MB", s -> s.memoryBytes = 1);
        refuses("invalid PID mode: x", s -> s.pidMode = "x");
        refuses("SHM size can not be less than 0", s -> s.shmSizeBytes = -1);
        refuses("Invalid tmpfs option \"x\"", s -> s.tmpfs = Map.of("/t", "x"));
        refuses("unknown capability: \"CAP_X\"", s -> s.capAdd = List.of("x"));
        refuses("invalid --security-opt 2: \"a=b\"", s -> s.securityOptions = List.of("a=b"));
        refuses(
                "sysctl \"vm.x\" is not in a separate kernel namespace",
                s -> s.sysctls = Map.of("vm.x", "1"));
        refuses(
                "Decoding seccomp profile failed: invalid character 'x' looking for beginning of"
                        + " value",
                s -> s.securityOptions = List.of("seccomp=x"));
    }

    @Test
    void whatCannotBeAppliedIsWarnedOf() {
        host.cgroupNamespaces = false;
        host.bounding.removeAll(Set.of("CAP_MKNOD"));
        spec.cgroupnsMode = "private";
        spec.securityOptions =
                List.of("label=disable", "label=type:x", "apparmor=mine", "apparmor=other");
        var warnings = check().warnings();
        assertEquals(4, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).startsWith("Your kernel does not support cgroup namespaces."));
        assertTrue(warnings.get(1).contains("type:x"));
        assertTrue(warnings.get(2).contains("CAP_MKNOD"));
        assertTrue(warnings.get(3).contains("other"));
    }

    @Test
    void labelsAreNotBuiltWhereTheyWouldCount() {
        host.modules = new HostFacts.SecurityModules(true, false, Optional.empty(), true);
        spec.securityOptions = List.of("label=disable");
        assertEquals(List.of(), check().warnings());
        spec.securityOptions = List.of("label=type:x");
        assertThrows(NotImplemented.class, this::check);
    }

    @Test
    void pathsThatCanBeNoneAreRefused() {
        refuses("invalid path: Nul character not allowed", s -> s.workingDir = "/a\0");
        refuses("invalid path: Nul character not allowed", s -> s.tmpfs = Map.of("/a\0", ""));
    }

    @Test
    void unconfinedIsNoLoss() {
        spec.securityOptions = List.of("label=disable", "apparmor=unconfined");
        assertEquals(List.of(), check().warnings());
    }
}
