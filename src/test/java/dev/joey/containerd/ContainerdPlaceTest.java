package dev.joey.containerd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerdPlaceTest {
    @Test
    void aPrivateOneHasAllItsPathsBelowTheTwoRoots() {
        ContainerdPlace place = at(Optional.empty());
        assertTrue(place.supervised());
        assertEquals(Path.of("/run/joey/containerd/containerd.sock"), place.socket());
        assertEquals(Path.of("/var/lib/joey/containerd"), place.root());
        assertEquals("/run/joey/runc", place.runtimeRoot());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/c/c.sock", "unix:///run/c/c.sock"})
    void theAddressOfOneThatRunsIsAPath(String address) {
        ContainerdPlace place = at(Optional.of(address));
        assertFalse(place.supervised());
        assertEquals(Path.of("/run/c/c.sock"), place.socket());
        assertEquals("", place.runtimeRoot(), "as the one who runs it chose");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c.sock", "unix://c.sock", "tcp://127.0.0.1:1", "http://x"})
    void anotherAddressIsRefused(String address) {
        assertThrows(EngineException.InvalidParameter.class, () -> at(Optional.of(address)));
    }

    @Test
    void aSocketPathThatTheKernelCannotTakeIsRefused() {
        assertThrows(
                EngineException.InvalidParameter.class,
                () ->
                        ContainerdPlace.of(
                                Path.of("/d"),
                                Path.of("/" + "x".repeat(80)),
                                Optional.empty(),
                                "joey"));
    }

    private static ContainerdPlace at(Optional<String> address) {
        return ContainerdPlace.of(Path.of("/var/lib/joey"), Path.of("/run/joey"), address, "joey");
    }
}
