package dev.joey.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Reference;
import dev.joey.testing.TestImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
    private static final String MANIFEST = "{\"schemaVersion\":2}";
    private static final Credentials ME = new Credentials("me", "secret", "", "", "");
    private static final String BASIC = "Basic bWU6c2VjcmV0";

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final ScriptedRegistry other = new ScriptedRegistry();

    @TempDir Path folder;

    @AfterEach
    void stop() {
        registry.close();
        other.close();
    }

    private Repository repository(Credentials credentials) {
        return repository(TestRegistryConfig.plain().with(folder), credentials);
    }

    private Repository repository(TestRegistryConfig config, Credentials credentials) {
        return new Registries(config, new RegistryHosts(config), new Transport(config))
                .repository(Reference.parse(registry.authority() + "/a/b:1"), credentials);
    }

    private static ScriptedRegistry.Reply manifest() {
        return ScriptedRegistry.text(200, MediaTypes.OCI_MANIFEST, MANIFEST);
    }

    private static Descriptor descriptor(byte[] bytes) {
        return new Descriptor("x", TestImages.digest(bytes), bytes.length);
    }

    private static String message(Class<? extends Exception> kind, Question question) {
        return assertThrows(kind, question::ask).getMessage();
    }

    private interface Question {
        void ask() throws IOException;
    }

    @Test
    void aManifestIsKnownByItsBytes() {
        registry.on("/v2/a/b/manifests/1", manifest());
        ManifestBlob blob = repository(Credentials.NONE).manifest("1");
        assertEquals(MediaTypes.OCI_MANIFEST, blob.mediaType());
        assertEquals(TestImages.digest(MANIFEST.getBytes(UTF_8)), blob.descriptor().digest());
    }

    @Test
    void aManifestOfAnotherDigestIsRefused() {
        String digest = "sha256:" + "0".repeat(64);
        registry.on("/v2/a/b/manifests/" + digest, manifest());
        assertEquals(
                "manifest verification failed for digest " + digest,
                message(
                        EngineException.InvalidParameter.class,
                        () -> repository(Credentials.NONE).manifest(digest)));
    }

    @Test
    void aHugeManifestIsRefused() {
        registry.on(
                "/v2/a/b/manifests/1",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] block = new byte[1 << 20];
                    for (int i = 0; i < 6; i++) {
                        exchange.getResponseBody().write(block);
                    }
                });
        assertTrue(
                message(EngineException.class, () -> repository(Credentials.NONE).manifest("1"))
                        .contains("the manifest is larger than 4194304 bytes"));
    }

    @Test
    void whatIsNotThereIsToldInDockersWords() {
        assertEquals(
                "manifest for "
                        + registry.authority()
                        + "/a/b:1 not found: manifest unknown: manifest unknown",
                message(
                        EngineException.NotFound.class,
                        () -> repository(Credentials.NONE).manifest("1")));
    }

    @Test
    void basicCredentialsAreShownOnlyWhenAskedFor() {
        registry.on(
                "/v2/a/b/manifests/1",
                exchange -> {
                    boolean known =
                            BASIC.equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    (known
                                    ? manifest()
                                    : ScriptedRegistry.text(
                                            401, "", "", "WWW-Authenticate", "Basic realm=\"r\""))
                            .to(exchange);
                });
        repository(ME).manifest("1");
        assertEquals(
                List.of("GET /v2/a/b/manifests/1", "GET /v2/a/b/manifests/1 " + BASIC),
                registry.asked());
        assertTrue(
                message(EngineException.class, () -> repository(Credentials.NONE).manifest("1"))
                        .endsWith("no basic auth credentials"));
    }

    @Test
    void aTokenIsFetchedOnceAndOnlyTheTokenServerSeesThePassword() throws IOException {
        byte[] blob = "layer".getBytes(UTF_8);
        other.on("/token", ScriptedRegistry.text(200, "application/json", "{\"token\":\"t1\"}"));
        ScriptedRegistry.Reply challenge =
                ScriptedRegistry.text(
                        401,
                        "",
                        "",
                        "WWW-Authenticate",
                        "Bearer realm=\"" + other.url("/token") + "\",service=\"s\"");
        for (String path : List.of("manifests/1", "blobs/" + TestImages.digest(blob))) {
            ScriptedRegistry.Reply content =
                    path.startsWith("m") ? manifest() : ScriptedRegistry.text(200, "", "layer");
            registry.on(
                    "/v2/a/b/" + path,
                    exchange ->
                            ("Bearer t1"
                                                    .equals(
                                                            exchange.getRequestHeaders()
                                                                    .getFirst("Authorization"))
                                            ? content
                                            : challenge)
                                    .to(exchange));
        }
        Repository repository = repository(ME);
        repository.manifest("1");
        try (InputStream bytes = repository.blob(descriptor(blob), 0)) {
            assertEquals("layer", new String(bytes.readAllBytes(), UTF_8));
        }
        assertEquals(
                List.of("GET /token?service=s&scope=repository%3Aa%2Fb%3Apull&account=me " + BASIC),
                other.asked());
        assertEquals(3, registry.asked().size());
        assertTrue(registry.asked().stream().noneMatch(asked -> asked.contains("Basic")));
    }

    @Test
    void aRegistryThatTakesNoTokenDoesNotKeepUsAsking() {
        other.on("/token", ScriptedRegistry.text(200, "", "{\"token\":\"t\"}"));
        registry.on(
                "/v2/a/b/manifests/1",
                ScriptedRegistry.text(
                        401,
                        "application/json",
                        "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication"
                                + " required\"}]}",
                        "WWW-Authenticate",
                        "Bearer realm=\"" + other.url("/token") + "\""));
        assertEquals(
                "pull access denied for "
                        + registry.authority()
                        + "/a/b, repository does not exist or may require 'docker login':"
                        + " unauthorized: authentication required",
                message(EngineException.NotFound.class, () -> repository(ME).manifest("1")));
        assertTrue(registry.asked().size() <= 4, () -> registry.asked().toString());
    }

    @Test
    void aRedirectToAnotherHostTakesNoCredentialsAlong() throws IOException {
        byte[] blob = "layer".getBytes(UTF_8);
        String path = "/v2/a/b/blobs/" + TestImages.digest(blob);
        other.on("/elsewhere", ScriptedRegistry.text(200, "", "layer"));
        registry.on(
                path,
                exchange ->
                        (exchange.getRequestHeaders().containsKey("Authorization")
                                        ? ScriptedRegistry.redirect(other.url("/elsewhere"))
                                        : ScriptedRegistry.text(
                                                401, "", "", "WWW-Authenticate", "Basic realm=r"))
                                .to(exchange));
        try (InputStream bytes = repository(ME).blob(descriptor(blob), 0)) {
            assertEquals("layer", new String(bytes.readAllBytes(), UTF_8));
        }
        assertEquals(List.of("GET /elsewhere"), other.asked());
    }

    @Test
    void redirectsThatGoRoundEnd() {
        registry.on(
                "/v2/a/b/manifests/1",
                ScriptedRegistry.redirect(registry.url("/v2/a/b/manifests/1")));
        assertTrue(
                message(EngineException.class, () -> repository(Credentials.NONE).manifest("1"))
                        .endsWith("stopped after 10 redirects"));
    }

    @Test
    void aRedirectToAFileIsRefused() {
        registry.on("/v2/a/b/manifests/1", ScriptedRegistry.redirect("file:///etc/passwd"));
        assertTrue(
                message(EngineException.class, () -> repository(Credentials.NONE).manifest("1"))
                        .contains("it is no address of HTTP"));
    }

    @Test
    void aBusyRegistryIsAskedAgain() {
        AtomicInteger times = new AtomicInteger();
        registry.on(
                "/v2/a/b/manifests/1",
                exchange ->
                        (times.incrementAndGet() < 3
                                        ? ScriptedRegistry.text(429, "", "")
                                        : manifest())
                                .to(exchange));
        repository(Credentials.NONE).manifest("1");
        assertEquals(3, times.get());
    }

    @Test
    void aBlobIsGoneOnWithWhereItEnded() throws IOException {
        byte[] blob = "0123456789".getBytes(UTF_8);
        registry.on(
                "/v2/a/b/blobs/" + TestImages.digest(blob),
                exchange -> {
                    assertEquals("bytes=4-", exchange.getRequestHeaders().getFirst("Range"));
                    ScriptedRegistry.text(206, "", "456789", "Content-Range", "bytes 4-9/10")
                            .to(exchange);
                });
        try (InputStream bytes = repository(Credentials.NONE).blob(descriptor(blob), 4)) {
            assertEquals("456789", new String(bytes.readAllBytes(), UTF_8));
        }
    }

    @Test
    void aRegistryWithoutRangesIsReadFromTheStart() throws IOException {
        byte[] blob = "0123456789".getBytes(UTF_8);
        registry.on(
                "/v2/a/b/blobs/" + TestImages.digest(blob),
                ScriptedRegistry.text(200, "", "0123456789"));
        try (InputStream bytes = repository(Credentials.NONE).blob(descriptor(blob), 4)) {
            assertEquals("456789", new String(bytes.readAllBytes(), UTF_8));
        }
    }

    @Test
    void aRegistryThatLiesAboutALengthIsRefused() {
        byte[] blob = "0123456789".getBytes(UTF_8);
        registry.on(
                "/v2/a/b/blobs/" + TestImages.digest(blob), ScriptedRegistry.text(200, "", "012"));
        assertEquals(
                "blob " + TestImages.digest(blob) + " has 3 bytes, not 10 as the manifest says",
                message(
                        IOException.class,
                        () -> repository(Credentials.NONE).blob(descriptor(blob), 0)));
    }

    @Test
    void aRegistryThatFallsSilentIsNotWaitedForWithoutEnd() throws Exception {
        byte[] blob = "0123456789".getBytes(UTF_8);
        CountDownLatch over = new CountDownLatch(1);
        registry.on(
                "/v2/a/b/blobs/" + TestImages.digest(blob),
                exchange -> {
                    exchange.sendResponseHeaders(200, 10);
                    exchange.getResponseBody().write('0');
                    exchange.getResponseBody().flush();
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        try (InputStream bytes = repository(Credentials.NONE).blob(descriptor(blob), 0)) {
            assertEquals(
                    "nothing came for 2 seconds",
                    message(IOException.class, () -> bytes.readAllBytes()));
        } finally {
            over.countDown();
        }
    }

    @Test
    void mirrorsComeFirstAndSeeNoCredentials() throws IOException {
        Path hosts = Files.createDirectories(folder.resolve(registry.authority()));
        Files.writeString(
                hosts.resolve("hosts.toml"),
                "server = \"%s\"\n[host.\"%s\"]\ncapabilities = [\"pull\", \"resolve\"]\n"
                        .formatted(registry.url(""), other.url("")));
        other.on(
                "/v2/a/b/manifests/1",
                ScriptedRegistry.text(401, "", "", "WWW-Authenticate", "Basic realm=r"));
        registry.on("/v2/a/b/manifests/1", manifest());
        repository(ME).manifest("1");
        assertEquals(List.of("GET /v2/a/b/manifests/1?ns=" + registry.authority()), other.asked());
        assertEquals(List.of("GET /v2/a/b/manifests/1"), registry.asked());
    }

    @Test
    void aMirrorThatHasItSparesTheRegistry() {
        TestRegistryConfig config =
                TestRegistryConfig.plain().withHub(registry.authority(), other.url(""));
        other.on("/v2/library/busybox/manifests/latest", manifest());
        new Registries(config, new RegistryHosts(config), new Transport(config))
                .repository(Reference.parse("busybox"), ME)
                .manifest("latest");
        assertEquals(List.of(), registry.asked());
    }

    @Test
    void tagsComePageByPage() {
        registry.on(
                "/v2/a/b/tags/list",
                exchange ->
                        (exchange.getRequestURI().getQuery() == null
                                        ? ScriptedRegistry.text(
                                                200,
                                                "application/json",
                                                "{\"tags\":[\"1\",\"2\"]}",
                                                "Link",
                                                "</v2/a/b/tags/list?last=2>; rel=\"next\"")
                                        : ScriptedRegistry.text(
                                                200, "application/json", "{\"tags\":[\"3\"]}"))
                                .to(exchange));
        assertEquals(List.of("1", "2", "3"), repository(Credentials.NONE).tags());
    }

    @Test
    void aDeadRegistryIsToldAsGoTellsIt() {
        registry.close();
        assertEquals(
                "Get \"http://"
                        + registry.authority()
                        + "/v2/a/b/manifests/1\": dial tcp "
                        + registry.authority()
                        + ": connect: connection refused",
                message(
                        EngineException.Internal.class,
                        () -> repository(Credentials.NONE).manifest("1")));
    }

    @Test
    void aDigestOfAnotherAlgorithmIsLeftToItsReader() {
        assertThrows(EngineException.InvalidParameter.class, () -> new Digest("md5:abc"));
    }
}
