package dev.joey.stdio.log;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException;
import dev.joey.stdio.log.SyslogOptions.Address;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogDriverOptionsTest {
    @TempDir Path temp;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "local | labels | a | unknown log opt 'labels' for log driver local",
                "local | max-file | x | invalid value for max-file: x: strconv.Atoi: parsing \"x\": invalid syntax",
                "local | max-size | x | invalid value for max-size: x: invalid size: 'x'",
                "local | max-file | 1 | compression cannot be enabled when max file count is 1",
                "local | compress | maybe | error reading compress log option: strconv.ParseBool: parsing \"maybe\": invalid syntax",
                "journald | max-size | 1m | unknown log opt 'max-size' for journald log driver",
                "syslog | max-size | 1m | unknown log opt 'max-size' for syslog log driver",
                "syslog | syslog-facility | moon | invalid syslog facility",
                "syslog | syslog-facility | 24 | invalid syslog facility",
                "syslog | syslog-format | rfc1 | Invalid syslog format",
                "syslog | syslog-address | ftp://x | unsupported scheme: 'ftp'",
                "syslog | syslog-address | x | unsupported scheme: ''",
                "syslog | syslog-address | unix:///nowhere | stat /nowhere: no such file or directory",
                "syslog | cache-disabled | maybe | invalid value for option cache-disabled: maybe",
                "syslog | mode | fast | logger: logging mode not supported: fast",
                "json-file | max-size | -1 | invalid size: '-1'",
                "gelf | mode | blocking | log driver 'gelf' is not implemented",
                "paper | mode | blocking | logger: no log driver named 'paper' is registered"
            })
    void whatIsWrongIsSaidInDockersWords(String driver, String key, String value, String text) {
        try (LogRig rig = new LogRig(temp)) {
            assertEquals(
                    text,
                    assertThrows(
                                    EngineException.class,
                                    () -> rig.drivers.check(driver, Map.of(key, value)))
                            .getMessage());
        }
    }

    @Test
    void theCachesOptionsAreAllowedEverywhere() {
        try (LogRig rig = new LogRig(temp)) {
            for (String driver : rig.drivers.names()) {
                assertDoesNotThrow(
                        () ->
                                rig.drivers.check(
                                        driver,
                                        Map.of(
                                                "cache-disabled",
                                                "false",
                                                "cache-max-size",
                                                "1m",
                                                "cache-max-file",
                                                "2",
                                                "cache-compress",
                                                "false")));
            }
        }
        assertEquals(Optional.empty(), CacheOptions.of(Map.of("cache-disabled", "true")));
        assertEquals(Optional.of(new Rotation(20_000_000, 5, true)), CacheOptions.of(Map.of()));
        assertEquals(
                Optional.of(new Rotation(1_000_000, 2, false)),
                CacheOptions.of(
                        Map.of(
                                "cache-max-size", "1m",
                                "cache-max-file", "2",
                                "cache-compress", "false")));
    }

    @ParameterizedTest
    @CsvSource({
        "udp://h, udp, h, 514",
        "udp://h:1, udp, h, 1",
        "tcp://[::1]:99, tcp, ::1, 99",
        "tcp://[::1], tcp, ::1, 514",
        "tcp+tls://h:6514, tcp+tls, h, 6514",
        "udp://:5514, udp, localhost, 5514"
    })
    void serversHaveAPort(String address, String scheme, String host, int port) {
        assertEquals(
                new Address.Net(scheme, host, port),
                SyslogOptions.of(Map.of("syslog-address", address)).address());
    }

    @ParameterizedTest
    @CsvSource({"'', 3", "kern, 0", "ftp, 11", "local0, 16", "local7, 23", "9, 9", "23, 23"})
    void facilitiesHaveNumbers(String name, int number) {
        assertEquals(number, SyslogOptions.of(Map.of("syslog-facility", name)).facility());
    }
}
