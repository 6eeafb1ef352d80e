package dev.joey.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "64M, 67108864",
        "64mb, 67108864",
        "64MiB, 67108864",
        "1.5g, 1610612736",
        "2 k, 2048",
        "10b, 10"
    })
    void sizesAreReadAsDockerReadsThem(String text, String bytes) throws BadConfiguration {
        assertEquals(bytes, Values.size("--size", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1x", "M", "99999999999999p", "1e3"})
    void noSizeIsRefused(String text) {
        assertThrows(BadConfiguration.class, () -> Values.size("--size", text));
    }

    @Test
    void aSocketPathLongerThanTheKernelTakesIsRefused() throws BadConfiguration {
        String fits = "unix:///" + "a".repeat(106);

        assertEquals(fits, Values.host("--host", fits));
        assertThrows(BadConfiguration.class, () -> Values.host("--host", fits + "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:80", ":80", "[::1]:80", "[fe80::1%eth0]:80", "a.example:1"})
    void addressesWithPortAreTaken(String address) throws BadConfiguration {
        assertEquals(address, Values.addressAndPort("--metrics-addr", address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "::1:80", "a:", "a:b", "a b:80", "a:65536"})
    void addressesWithoutAGoodPortAreRefused(String address) {
        assertThrows(
                BadConfiguration.class, () -> Values.addressAndPort("--metrics-addr", address));
    }
}
