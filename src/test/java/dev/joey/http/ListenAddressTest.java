package dev.joey.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "unix:///run/joey.sock,unix:///run/joey.sock",
        "unix:///run/../run/a.sock,unix:///run/a.sock",
        "tcp://0.0.0.0:2376,tcp://0.0.0.0:2376",
        "tcp://:1234,tcp://127.0.0.1:1234",
        "tcp://,tcp://127.0.0.1:2376",
        "tcp://host,tcp://host:2376",
        "tcp://[::1]:99,tcp://[::1]:99",
        "tcp://[::1],tcp://[::1]:2376"
    })
    void addressesAreReadAsDockerdReadsThem(String text, String address) {
        assertEquals(address, ListenAddress.parse(text, true).toString());
    }

    @Test
    void withoutTlsTheDefaultPortIsAnother() {
        assertEquals("tcp://127.0.0.1:2375", ListenAddress.parse("tcp://", false).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix://relative",
                "unix://",
                "/run/joey.sock",
                "http://x",
                "tcp://a:b",
                "tcp://a:70000",
                "tcp://::1:80",
                "tcp://a/b",
                ""
            })
    void otherAddressesAreRefusedByName(String text) {
        var refusal =
                assertThrows(
                        EngineException.InvalidParameter.class,
                        () -> ListenAddress.parse(text, true));
        assertTrue(refusal.getMessage().contains("(" + text + ")"), refusal.getMessage());
    }

    @Test
    void socketActivationIsNotBuilt() {
        assertThrows(
                EngineException.NotImplemented.class, () -> ListenAddress.parse("fd://", true));
    }
}
