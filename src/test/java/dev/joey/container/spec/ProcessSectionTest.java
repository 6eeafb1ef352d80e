package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import dev.joey.oci.RuntimeSpec.ProcessSpec;
import dev.joey.oci.RuntimeSpec.User;
import dev.joey.testing.SampleSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessSectionTest {
    private final SampleSpec spec = new SampleSpec();
    private boolean init;

    private ProcessSpec section() {
        return ProcessSection.of(
                spec.made(),
                new UserSection.Account(new User(1, 2, List.of(2L)), "/home/x"),
                CapabilitiesSection.of(List.of()),
                SecurityOptions.parse(spec.securityOptions),
                Optional.empty(),
                init);
    }

    @Test
    void entrypointAndCommandAreOneLine() {
        spec.entrypoint = List.of("/bin/sh", "-c");
        spec.cmd = List.of("echo", "");
        assertEquals(List.of("/bin/sh", "-c", "echo", ""), section().args());
    }

    @Test
    void aTinyInitRunsIt() {
        init = true;
        assertEquals(List.of("/sbin/docker-init", "--", "sh"), section().args());
    }

    @Test
    void itBeginsInTheRootByDefault() {
        assertEquals("/", section().cwd());
        spec.workingDir = "/a/../b/";
        assertEquals("/b", section().cwd());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relative",
                "/proc/self/fd/8",
                "/proc/self/fd",
                "/proc/1/../self/fd/7/./x",
                "/proc/thread-self/fd/9",
                "/proc/1/cwd",
                "/proc/4/task/4/fd/3"
            })
    void wrongWorkingDirectoriesAreRefused(String given) {
        spec.workingDir = given;
        var refused = assertThrows(InvalidParameter.class, this::section);
        assertTrue(
                refused.getMessage()
                        .startsWith("the working directory '" + given + "' is invalid"));
    }

    @Test
    void aTerminalHasASizeIfItIsKnown() {
        assertNull(section().consoleSize());
        spec.tty = true;
        assertNull(section().consoleSize());
        assertTrue(section().terminal());
        spec.consoleSize = List.of(24, 80);
        assertEquals(new ConsoleSize(24, 80), section().consoleSize());
        assertTrue(section().env().contains("TERM=xterm"));
    }

    @Test
    void theHostsNameIsNotTold() {
        assertTrue(section().env().contains("HOSTNAME=0123456789ab"));
        spec.utsMode = "host";
        assertFalse(section().env().contains("HOSTNAME=0123456789ab"));
    }

    @Test
    void theRestIsTakenOver() {
        spec.oomScoreAdj = -7;
        spec.securityOptions = List.of("no-new-privileges");
        assertEquals(-7, section().oomScoreAdj());
        assertTrue(section().noNewPrivileges());
        assertTrue(section().env().contains("HOME=/home/x"));
    }
}
