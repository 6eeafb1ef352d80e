package dev.joey.stdio.log;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileOptionsTest {
    @TempDir Path folder;
    private LogRig rig;

    @BeforeEach
    void build() {
        rig = new LogRig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new HashMap<>();
        for (String option : text.split(" ", -1)) {
            int equals = option.indexOf('=');
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return options;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x=1 | unknown log opt 'x' for json-file log driver",
                "max-size=abc | invalid size: 'abc'",
                "max-size=-1k | invalid size: '-1k'",
                "max-size=5q | invalid suffix: 'q'",
                "max-size=5kbb | invalid suffix: 'kbb'",
                "max-size=0 | max-size must be a positive number",
                "max-file=x | strconv.Atoi: parsing \"x\": invalid syntax",
                "max-file=99999999999 | strconv.Atoi: parsing \"99999999999\": value out of range",
                "max-file=0 | max-file cannot be less than 1",
                "compress=maybe | strconv.ParseBool: parsing \"maybe\": invalid syntax",
                "compress=true max-size=1m | compress cannot be true when max-file is less than 2 or"
                        + " max-size is not set",
                "compress=true max-file=2 | compress cannot be true when max-file is less than 2 or"
                        + " max-size is not set",
                "mode=fast | logger: logging mode not supported: fast",
                "max-buffer-size=1m | logger: max-buffer-size option is only supported with"
                        + " 'mode=non-blocking'",
                "mode=non-blocking max-buffer-size=x | error parsing option max-buffer-size: invalid"
                        + " size: 'x'",
                "env-regex=( | error parsing regexp: Unclosed group: `(`",
                "tag={{.Nope}} | template: log-tag:1: executing \"log-tag\" at <.Nope>: can't"
                        + " evaluate field Nope in type *logger.Info",
                "tag={{.ID | template: log-tag:1: unclosed action",
            })
    void badOptionsAreRefusedInDockersWords(String options, String message) {
        assertEquals(
                message,
                assertThrows(
                                EngineException.InvalidParameter.class,
                                () -> rig.drivers.check("json-file", options(options)))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-size=10m max-file=3 compress=true",
                "max-file=3",
                "max-size=1.5GB",
                "max-size=12",
                "compress=0",
                "mode=blocking",
                "mode=non-blocking max-buffer-size=4MiB",
                "labels=a,b labels-regex=^c env=X env-regex=^Y tag={{.Name}}/{{.ID}}",
            })
    void goodOptionsAreTaken(String options) {
        assertDoesNotThrow(() -> rig.drivers.check("json-file", options(options)));
        assertDoesNotThrow(() -> rig.drivers.check("", options(options)));
    }

    @Test
    void sizesOfFilesAreDecimalAndThoseOfBuffersBinary() {
        JsonFileOptions options =
                JsonFileOptions.of(
                        options("max-size=1.5k max-file=2 mode=non-blocking max-buffer-size=2k"));
        assertEquals(new Rotation(1_500, 2, false), options.rotation());
        assertEquals(2_048, options.bufferBytes());
        assertEquals(1_000_000, JsonFileOptions.of(Map.of("mode", "non-blocking")).bufferBytes());
        assertEquals(new JsonFileOptions(Rotation.NEVER, -1), JsonFileOptions.of(Map.of()));
    }

    @Test
    void driversThatAreNotBuiltAreNamed() {
        EngineException.NotImplemented refused =
                assertThrows(
                        EngineException.NotImplemented.class,
                        () -> rig.drivers.check("gelf", Map.of()));
        assertEquals("log driver 'gelf' is not implemented", refused.getMessage());
        assertEquals(
                "logger: no log driver named 'paper' is registered",
                assertThrows(
                                EngineException.InvalidParameter.class,
                                () -> rig.drivers.check("paper", Map.of()))
                        .getMessage());
    }

    @Test
    void noneTakesAllOptionsKeepsNothingAndCannotBeRead() {
        assertDoesNotThrow(() -> rig.drivers.check("none", Map.of("x", "y")));
        assertEquals(
                "configured logging driver does not support reading",
                assertThrows(
                                EngineException.NotImplemented.class,
                                () -> rig.reader.read("none", Map.of(), rig.path, LogRig.ALL))
                        .getMessage());
    }
}
