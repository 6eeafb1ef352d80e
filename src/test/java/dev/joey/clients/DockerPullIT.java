package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.testing.DockerCli;
import dev.joey.testing.Json;
import dev.joey.testing.Program;
import dev.joey.testing.RegistryUnderTest;
import dev.joey.testing.TestCertificates;
import dev.joey.testing.TokenServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Pull, push, login and search by the Docker CLI, with real registries. */
class DockerPullIT {
    private static final Path FOLDER = folder();
    private static final TestCertificates CERTIFICATES = new TestCertificates(FOLDER);
    private static final RegistryUnderTest SECURE =
            RegistryUnderTest.withTls(CERTIFICATES.certificate(), CERTIFICATES.key());

    @RegisterExtension
    static final DockerCli DOCKER =
            new DockerCli("--registry-config-dir", FOLDER.resolve("certs.d").toString());

    private final RegistryUnderTest registry = RegistryUnderTest.open();

    @TempDir Path folder;

    private static Path folder() {
        try {
            return Files.createTempDirectory("joey-certs");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

    @AfterAll
    static void closeAll() throws IOException {
        SECURE.close();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String pushBusybox(String name) {
        DOCKER.ok("tag", "busybox", name);
        String out = DOCKER.ok("push", name);
        DOCKER.ok("rmi", name);
        return out;
    }

    @Test
    void whatWasPushedIsPulledAndRuns() {
        String name = registry.name("team/app:v1");
        List<String> pushed = pushBusybox(name).lines().toList();
        assertEquals(
                "The push refers to repository [" + registry.name("team/app") + "]",
                pushed.getFirst());
        assertTrue(pushed.get(1).matches("[0-9a-f]{12}: Preparing"), pushed.get(1));
        assertTrue(pushed.get(2).matches("[0-9a-f]{12}: Pushed"), pushed.get(2));
        assertTrue(
                pushed.getLast().matches("v1: digest: sha256:[0-9a-f]{64} size: \\d+"),
                pushed.getLast());

        List<String> pulled = DOCKER.lines("pull", name);
        assertEquals("v1: Pulling from team/app", pulled.getFirst());
        assertEquals("Status: Downloaded newer image for " + name, pulled.get(pulled.size() - 2));
        assertEquals(name, pulled.getLast());
        assertEquals("hi", DOCKER.ok("run", "--rm", "--network", "none", name, "echo", "hi"));
        assertEquals(
                "Status: Image is up to date for " + name,
                DOCKER.lines("pull", name).reversed().get(1));
        DOCKER.ok("rmi", name);
    }

    @Test
    void runPullsWhatIsMissing() {
        String name = registry.name("missing");
        pushBusybox(name);
        assertEquals("hi", DOCKER.ok("run", "--rm", "--network", "none", name, "echo", "hi"));
        DOCKER.ok("rmi", name);
    }

    @Test
    void aDigestPullsExactlyThat() {
        String name = registry.name("digested:1");
        String line = pushBusybox(name).lines().toList().getLast();
        String digest = line.replaceAll(".*(sha256:[0-9a-f]{64}).*", "$1");
        String byDigest = registry.name("digested@" + digest);
        DOCKER.ok("pull", byDigest);
        assertEquals("[" + byDigest + "]", DOCKER.inspect(byDigest, "{{.RepoDigests}}"));
        DOCKER.ok("rmi", byDigest);
    }

    @Test
    void pushingAgainSendsNothing() {
        String name = registry.name("twice:1");
        pushBusybox(name);
        DOCKER.ok("tag", "busybox", name);
        assertTrue(DOCKER.ok("push", name).contains("Layer already exists"));
        DOCKER.ok("tag", "busybox", registry.name("other/place:1"));
        assertTrue(
                DOCKER.ok("push", registry.name("other/place:1")).contains("Mounted from twice"));
        DOCKER.ok("rmi", name, registry.name("other/place:1"));
    }

    @Test
    void absentThingsAreToldInDockersWords() {
        String name = registry.name("absent:1");
        assertEquals(
                "Error response from daemon: manifest for "
                        + name
                        + " not found: manifest unknown: manifest unknown",
                DOCKER.run("pull", name).err().strip());
        Program.Result push = DOCKER.run("push", name);
        assertEquals(
                "An image does not exist locally with the tag: " + registry.name("absent"),
                push.err().strip());
    }

    @Test
    void aPasswordIsAskedForAndChecked() {
        try (RegistryUnderTest guarded = RegistryUnderTest.withPassword()) {
            String name = guarded.name("secret:1");
            DOCKER.ok("tag", "busybox", name);
            assertTrue(DOCKER.run("push", name).err().contains("no basic auth credentials"));
            Program.Result wrong = login(guarded, "wrong");
            assertTrue(wrong.err().contains("unauthorized"), wrong.err());
            assertTrue(login(guarded, "secret").out().contains("Login Succeeded"));
            DOCKER.ok("push", name);
            DOCKER.ok("rmi", name);
            DOCKER.ok("pull", name);
            DOCKER.ok("logout", guarded.authority());
            DOCKER.ok("rmi", name);
            assertTrue(DOCKER.run("pull", name).err().contains("no basic auth credentials"));
        }
    }

    @Test
    void aTokenServerIsAskedForWhatIsNeeded() {
        try (TokenServer tokens = new TokenServer(folder);
                RegistryUnderTest guarded = RegistryUnderTest.withTokens(tokens)) {
            String name = guarded.name("a/secret:1");
            Program.Result wrong = login(guarded, "wrong");
            assertTrue(wrong.err().contains("incorrect username or password"), wrong.err());
            assertTrue(login(guarded, "secret").out().contains("Login Succeeded"));
            DOCKER.ok("tag", "busybox", name);
            DOCKER.ok("push", name);
            DOCKER.ok("tag", "busybox", guarded.name("b/secret:1"));
            assertTrue(
                    DOCKER.ok("push", guarded.name("b/secret:1"))
                            .contains("Mounted from a/secret"));
            DOCKER.ok("rmi", name, guarded.name("b/secret:1"));
            DOCKER.ok("pull", name);
            assertTrue(tokens.asked().contains("repository:a/secret:pull,push"));
            assertEquals("repository:a/secret:pull", tokens.asked().getLast());
            DOCKER.ok("rmi", name);
            DOCKER.ok("logout", guarded.authority());
            Program.Result denied = DOCKER.run("pull", name);
            assertTrue(
                    denied.err()
                            .contains(
                                    "pull access denied for "
                                            + guarded.name("a/secret")
                                            + ", repository does not exist or may require 'docker"
                                            + " login'"),
                    denied.err());
        }
    }

    private static Program.Result login(RegistryUnderTest registry, String password) {
        return DOCKER.withInput(
                password, "login", "-u", "me", "--password-stdin", registry.authority());
    }

    @Test
    void aPrivateAuthorityIsBelievedOnceItIsGiven() throws IOException {
        String name = SECURE.name("tls:1");
        // On loopback everything is believed: only another name of this host shows a difference.
        DOCKER.ok("tag", "busybox", name);
        DOCKER.ok("push", name);
        Path of = Files.createDirectories(FOLDER.resolve("certs.d").resolve("tls.test"));
        Files.writeString(
                of.resolve("hosts.toml"), "server = \"https://" + SECURE.authority() + "\"\n");
        Program.Result untrusted = DOCKER.run("pull", "tls.test/tls:1");
        assertTrue(
                untrusted.err().contains("x509: certificate signed by unknown authority"),
                untrusted.err());
        Files.copy(CERTIFICATES.authority(), of.resolve("ca.crt"));
        Files.writeString(
                of.resolve("hosts.toml"),
                "server = \"https://" + SECURE.authority() + "\"\nca = \"ca.crt\"\n");
        DOCKER.ok("pull", "tls.test/tls:1");
        DOCKER.ok("rmi", name, "tls.test/tls:1");
    }

    @Test
    void anyRegistryHasMirrors() throws IOException {
        pushBusybox(registry.name("team/app:1"));
        Path of = Files.createDirectories(FOLDER.resolve("certs.d").resolve("far.example"));
        Files.writeString(
                of.resolve("hosts.toml"), "[host.\"http://" + registry.authority() + "\"]\n");
        assertEquals(
                "far.example/team/app:1", DOCKER.lines("pull", "far.example/team/app:1").getLast());
        DOCKER.ok("rmi", "far.example/team/app:1");
    }

    @Test
    void allTagsArePulled() {
        for (String tag : List.of("1", "2")) {
            pushBusybox(registry.name("many:" + tag));
        }
        DOCKER.ok("pull", "-a", registry.name("many"));
        assertEquals(
                List.of("2", "1").stream().sorted().toList(),
                DOCKER.lines("images", "--format", "{{.Tag}}", registry.name("many")).stream()
                        .sorted()
                        .toList());
        DOCKER.ok("rmi", registry.name("many:1"), registry.name("many:2"));
    }

    @Test
    void aRegistrysCatalogueIsSearched() {
        pushBusybox(registry.name("team/searched:1"));
        pushBusybox(registry.name("team/else:1"));
        assertEquals(
                List.of(registry.name("team/searched")),
                DOCKER.lines("search", "--format", "{{.Name}}", registry.name("searc")));
    }

    @Test
    void manifestsAreInspectedWithoutAPull() {
        pushBusybox(registry.name("looked/at:1"));
        JsonNode manifest =
                Json.of(
                        DOCKER.ok(
                                "manifest", "inspect", "--insecure", registry.name("looked/at:1")));
        assertEquals(2, manifest.path("schemaVersion").asInt());
        JsonNode document =
                Json.of(
                        DOCKER.daemon()
                                .http()
                                .get("/distribution/" + registry.name("looked/at:1") + "/json")
                                .text());
        assertEquals("linux", document.path("Platforms").path(0).path("os").asText());
        assertTrue(document.path("Descriptor").path("size").asInt() > 100);
    }

    @Test
    void eventsNameTheImage() {
        String name = registry.name("told:1");
        String since = DockerCli.now();
        pushBusybox(name);
        DOCKER.ok("pull", name);
        List<String> events =
                DOCKER.lines(
                        "events",
                        "--since",
                        since,
                        "--until",
                        DockerCli.now(),
                        "--filter",
                        "type=image",
                        "--format",
                        "{{.Action}} {{.Actor.ID}}");
        assertTrue(events.contains("push " + name), events::toString);
        assertTrue(events.contains("pull " + name), events::toString);
        DOCKER.ok("rmi", name);
    }
}
