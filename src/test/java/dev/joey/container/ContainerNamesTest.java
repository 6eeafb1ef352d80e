package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException.InvalidParameter;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"web", "/web", "a1", "0.x_-Y"})
    void aNameLosesItsSlash(String name) {
        assertEquals(name.replace("/", ""), ContainerNames.check(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a", "_a", "-ab", "a b", "a/b", "//ab", "ab\n", "é1"})
    void otherNamesAreRefusedInDockersWords(String name) {
        var failure = assertThrows(InvalidParameter.class, () -> ContainerNames.check(name));
        assertEquals(
                "Invalid container name (" + name + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
                failure.getMessage());
    }

    @Test
    void randomNamesAreTwoWordsAndLaterOnesHaveDigits() {
        var random = new SecureRandom();
        for (int attempt = 0; attempt < 5; attempt++) {
            String name = ContainerNames.random(random, attempt);
            assertTrue(name.matches(attempt == 0 ? "[a-z]+_[a-z]+" : "[a-z]+_[a-z]+[0-9]+"), name);
            assertEquals(name, ContainerNames.check(name));
        }
    }
}
