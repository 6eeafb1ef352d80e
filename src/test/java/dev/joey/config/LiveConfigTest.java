package dev.joey.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveConfigTest {
    @TempDir Path folder;

    @Test
    void startsWithWhatTheDaemonStartedWith() throws Exception {
        LiveConfig live = live("{\"labels\": [\"a=1\"]}", "--debug");

        assertEquals(List.of("a=1"), live.now().labels());
        assertEquals("DEBUG", live.now().level().ours());
        assertEquals(15, live.now().shutdownTimeoutSeconds());
    }

    @Test
    void aReloadTakesUpWhatTheFileSaysNowAndForgetsWhatItNoLongerSays() throws Exception {
        LiveConfig live = live("{\"labels\": [\"a=1\"], \"shutdown-timeout\": 3}");
        write("{\"log-level\": \"warn\"}");

        assertEquals(new LiveConfig.Live(List.of(), false, "warn", 15), live.reload());
        assertEquals("WARN", live.now().level().others());
    }

    @Test
    void aReloadKeepsWhatTheCommandLineSays() throws Exception {
        LiveConfig live = live("{}", "--label", "a=$1", "--log-level", "error");
        write("{\"shutdown-timeout\": 3}");

        assertEquals(new LiveConfig.Live(List.of("a=$1"), false, "error", 3), live.reload());
    }

    @Test
    void aBadFileChangesNothing() throws Exception {
        LiveConfig live = live("{\"labels\": [\"a=1\"]}");
        write("{\"labels\": [\"a=2\"], \"frob\": 1}");

        assertThrows(BadConfiguration.class, live::reload);
        assertEquals(List.of("a=1"), live.now().labels());
    }

    @Test
    void aFileThatSetsWhatTheCommandLineHasSetIsRefused() throws Exception {
        LiveConfig live = live("{}", "--label", "a=1");
        write("{\"labels\": [\"a=2\"]}");

        assertTrue(
                assertThrows(BadConfiguration.class, live::reload)
                        .getMessage()
                        .endsWith("in the configuration file: labels"));
    }

    private LiveConfig live(String file, String... arguments) throws Exception {
        write(file);
        String[] all =
                Stream.concat(
                                Stream.of("--config-file", folder.resolve("c.json").toString()),
                                Stream.of(arguments))
                        .toArray(String[]::new);
        Map<String, String> properties = DaemonConfiguration.of(all).properties(Map.of());
        EngineConfig config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .withMapping(EngineConfig.class)
                        .withValidateUnknown(false)
                        .build()
                        .getConfigMapping(EngineConfig.class);
        return new LiveConfig(config);
    }

    private void write(String file) throws IOException {
        Files.writeString(folder.resolve("c.json"), file);
    }
}
