package dev.joey.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    private static final String SHA = "sha256:" + "a".repeat(64);
    private static final String DESCRIPTOR =
            "{\"mediaType\":\"x\",\"digest\":\"" + SHA + "\",\"size\":3}";

    @Test
    void aConfigIsReadWithAllThatTheEngineUses() {
        ImageConfig config =
                ImageConfig.parse(
                        bytes(
                                """
                                {"architecture":"arm64","variant":"v8","os":"linux",
                                 "created":"2024-05-01T10:00:00.5+02:00","author":"me",
                                 "config":{"Env":["A=b","SECRET","=x"],"Cmd":["sh"],
                                  "Labels":{"k":"v"},"ExposedPorts":{"80/tcp":{}},
                                  "Volumes":{"/data":{}},"StopSignal":"SIGINT",
                                  "Healthcheck":{"Test":["NONE"]},"ArgsEscaped":true},
                                 "rootfs":{"type":"layers","diff_ids":["%s"]},
                                 "history":[{"created_by":"x","empty_layer":true}]}
                                """
                                        .formatted(SHA)));
        assertEquals(Instant.parse("2024-05-01T08:00:00.500Z"), config.created());
        assertEquals(
                List.of("A=b"), config.env(), "what has no value is never taken from the host");
        assertEquals(Map.of("k", "v"), config.labels());
        assertEquals("SIGINT", config.stopSignal());
        assertEquals("{\"Test\":[\"NONE\"]}", config.healthcheck());
        assertEquals(List.of(SHA), config.diffIds());
        assertTrue(config.history().getFirst().emptyLayer());
        assertTrue(new Platform("linux", "arm64", "").accepts(config.platform()));
        assertFalse(new Platform("linux", "amd64", "").accepts(config.platform()));
    }

    @Test
    void absentPartsOfAConfigAreEmpty() {
        ImageConfig config =
                ImageConfig.parse(bytes("{\"config\":null,\"rootfs\":{\"type\":\"layers\"}}"));
        assertEquals(List.of(), config.entrypoint());
        assertEquals(Map.of(), config.labels());
        assertNull(config.created());
        assertNull(config.stopSignal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{\"rootfs\":1}",
                "{\"rootfs\":{\"type\":\"other\"}}",
                "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"../x\"]}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"rootfs\":{\"type\":\"layers\"}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"layers\":[]}",
                "{\"rootfs\":{\"type\":\"layers\"},\"config\":{\"Cmd\":\"sh\"}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"config\":{\"Labels\":{\"a\":1}}}",
                "{\"rootfs\":{\"type\":\"layers\"},\"created\":\"yesterday\"}",
            })
    void aMalformedConfigIsRefused(String json) {
        assertThrows(EngineException.InvalidParameter.class, () -> ImageConfig.parse(bytes(json)));
    }

    @Test
    void aManifestThatIsAnIndexTooIsRefused() {
        byte[] both = bytes("{\"manifests\":[],\"config\":%s,\"layers\":[]}".formatted(DESCRIPTOR));
        assertTrue(refusal(() -> Manifest.parse(both, "")).contains("ambiguous"));
        assertTrue(refusal(() -> Index.parse(both, "")).contains("ambiguous"));
    }

    @Test
    void aManifestMustBeOfTheTypeItWasGivenUnder() {
        byte[] json =
                bytes(
                        "{\"mediaType\":\"%s\",\"config\":%s,\"layers\":[]}"
                                .formatted(MediaTypes.DOCKER_MANIFEST, DESCRIPTOR));
        assertEquals(
                MediaTypes.DOCKER_MANIFEST,
                Manifest.parse(json, MediaTypes.DOCKER_MANIFEST).mediaType());
        assertTrue(
                refusal(() -> Manifest.parse(json, MediaTypes.OCI_MANIFEST)).contains("was given"));
        assertTrue(refusal(() -> Index.parse(json, "")).contains("lists no manifests"));
    }

    @Test
    void theFirstSchemaIsRefusedByName() {
        byte[] json = bytes("{\"schemaVersion\":1,\"fsLayers\":[]}");
        assertTrue(refusal(() -> Manifest.parse(json, "")).contains("schema 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "\"3\"", "99999999999999999999"})
    void aSizeMustBeANumberOfBytes(String size) {
        byte[] json =
                bytes(
                        "{\"layers\":[],\"config\":{\"digest\":\"%s\",\"size\":%s}}"
                                .formatted(SHA, size));
        assertTrue(refusal(() -> Manifest.parse(json, "")).contains("size"));
    }

    @Test
    void deepNestingIsRefused() {
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> Manifest.parse(bytes("{\"a\":" + "[".repeat(5000)), ""));
    }

    @Test
    void platformsAreReadInBothForms() {
        assertEquals(
                new Platform("linux", "arm64", ""),
                Platform.parse("{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\"}"));
        assertEquals(new Platform("linux", "arm", "v7"), Platform.parse("linux/arm/v7"));
        assertThrows(EngineException.InvalidParameter.class, () -> Platform.parse("linux"));
        assertThrows(EngineException.InvalidParameter.class, () -> Platform.parse("{"));
    }

    @Test
    void chainIdsFollowTheSpecification() {
        String base = "sha256:" + "0".repeat(64);
        List<String> chain = ChainId.chain(List.of(base, SHA));
        assertEquals(base, chain.getFirst());
        assertEquals(ChainId.of(List.of(base, SHA)), chain.getLast());
        // printf 'sha256:000… sha256:aaa…' | sha256sum
        assertEquals(
                "sha256:e8b4d0eabf8c52865f2b0a14af0ba1ee75b89c6eac8e0af4c5980e606351db1c",
                chain.getLast());
        assertEquals("", ChainId.of(List.of()));
    }

    private static String refusal(Runnable parsing) {
        return assertThrows(EngineException.InvalidParameter.class, parsing::run).getMessage();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
