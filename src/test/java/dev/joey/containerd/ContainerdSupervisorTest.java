package dev.joey.containerd;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerdSupervisorTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.6.0", "1.6.20~ds1", "v1.7.24", "2.1.9+ds1", "10.0", "unknown", ""})
    void newEnoughVersionsAreTaken(String version) {
        assertDoesNotThrow(() -> ContainerdSupervisor.checkVersion(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5.18", "v1.4.3", "0.2.5"})
    void oldVersionsAreRefused(String version) {
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> ContainerdSupervisor.checkVersion(version));
    }
}
