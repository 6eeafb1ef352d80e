package dev.joey.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    private static final String SHA =
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox:latest, busybox:latest",
        "busybox:1.36, docker.io/library/busybox:1.36, busybox:1.36",
        "library/busybox, docker.io/library/busybox:latest, busybox:latest",
        "docker.io/busybox, docker.io/library/busybox:latest, busybox:latest",
        "docker.io/library/busybox, docker.io/library/busybox:latest, busybox:latest",
        "index.docker.io/busybox, docker.io/library/busybox:latest, busybox:latest",
        "user/app:v1, docker.io/user/app:v1, user/app:v1",
        "docker.io/user/app, docker.io/user/app:latest, user/app:latest",
        "library/a/b, docker.io/library/a/b:latest, library/a/b:latest",
        "a/b/c:tag, docker.io/a/b/c:tag, a/b/c:tag",
        "localhost/app, localhost/app:latest, localhost/app:latest",
        "localhost:5000/app, localhost:5000/app:latest, localhost:5000/app:latest",
        "localhost:5000/a/b:1, localhost:5000/a/b:1, localhost:5000/a/b:1",
        "quay.io/org/app, quay.io/org/app:latest, quay.io/org/app:latest",
        "registry:5000/app:v1, registry:5000/app:v1, registry:5000/app:v1",
        "127.0.0.1:5000/app, 127.0.0.1:5000/app:latest, 127.0.0.1:5000/app:latest",
        "[::1]:5000/app, [::1]:5000/app:latest, [::1]:5000/app:latest",
        "Host/app, Host/app:latest, Host/app:latest",
        "a-b__c/e_f.g:T.a-g_1, docker.io/a-b__c/e_f.g:T.a-g_1, a-b__c/e_f.g:T.a-g_1",
        "a--b, docker.io/library/a--b:latest, a--b:latest",
        "sha256:abc, docker.io/library/sha256:abc, sha256:abc",
        "0, docker.io/library/0:latest, 0:latest",
    })
    void namesAreNormalisedAsDockerDoes(String text, String canonical, String familiar) {
        Reference reference = Reference.parse(text).withDefaultTag();
        assertEquals(canonical, reference.canonical());
        assertEquals(familiar, reference.familiar());
        assertEquals(reference, Reference.parse(familiar), "the familiar form means the same");
        assertEquals(reference, Reference.parse(canonical), "the canonical form means the same");
    }

    @Test
    void aDigestNeedsNoTag() {
        Reference reference = Reference.parse("busybox@" + SHA).withDefaultTag();
        assertEquals("docker.io/library/busybox@" + SHA, reference.canonical());
        assertEquals(Optional.empty(), reference.tag());
    }

    @Test
    void aDigestOutweighsATag() {
        Reference reference = Reference.parse("quay.io/a/b:1@" + SHA);
        assertEquals("quay.io/a/b:1@" + SHA, reference.familiar());
        assertEquals("quay.io/a/b@" + SHA, reference.withoutShadowedTag().familiar());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":tag",
                "busybox:",
                "busybox: x",
                "busybox@",
                "a//b",
                "/a",
                "a/",
                "-a",
                "a-",
                "a..b",
                "a___b",
                "a._b",
                "busybox:-x",
                "busybox:a:b",
                "busybox:tag@sha256:abc",
                "busybox@sha256",
                "http://host/app",
                "a b",
                "bus\u00fcbox",
                "app:t\u00e4g",
                "docker.io/",
                "host:port/app",
                "-host.io/app",
                "[::1/app",
                "../etc/passwd",
                "a/../b",
                "a\nb",
            })
    void whatIsNoReferenceIsRefused(String text) {
        var refusal =
                assertThrows(
                        EngineException.InvalidParameter.class,
                        () -> Reference.parse(text),
                        () -> Reference.parse(text).canonical());
        assertEquals("invalid reference format", refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "BusyBox, library/BusyBox",
        "user/App:v1, user/App",
        "quay.io/Org/app, Org/app",
        "localhost:5000/App, App",
    })
    void aRepositoryMustBeLowerCase(String text, String repository) {
        var refusal =
                assertThrows(EngineException.InvalidParameter.class, () -> Reference.parse(text));
        assertEquals(
                "invalid reference format: repository name (" + repository + ") must be lowercase",
                refusal.getMessage());
    }

    @Test
    void aWholeIdIsNoName() {
        var refusal =
                assertThrows(
                        EngineException.InvalidParameter.class,
                        () -> Reference.parse(SHA.substring(7)));
        assertTrue(refusal.getMessage().contains("cannot specify 64-byte hexadecimal strings"));
    }

    @ParameterizedTest
    @CsvSource({
        "a@md5:d41d8cd98f00b204e9800998ecf8427e, unsupported digest algorithm",
        "a@sha256:d41d8cd98f00b204e9800998ecf8427e, invalid checksum digest length",
    })
    void digestsAreChecked(String text, String message) {
        var refusal =
                assertThrows(EngineException.InvalidParameter.class, () -> Reference.parse(text));
        assertEquals(message, refusal.getMessage());
    }

    @Test
    void anUpperCaseDigestIsRefused() {
        String upper = "a@sha256:" + "A".repeat(64);
        var refusal =
                assertThrows(EngineException.InvalidParameter.class, () -> Reference.parse(upper));
        assertEquals("invalid checksum digest format", refusal.getMessage());
    }

    @Test
    void lengthsAreLimited() {
        Reference.parse("a".repeat(255 - "library/".length()));
        assertThrows(
                EngineException.InvalidParameter.class, () -> Reference.parse("a".repeat(256)));
        Reference.parse("a:" + "t".repeat(128));
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> Reference.parse("a:" + "t".repeat(129)));
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> Reference.parse("a.b/" + "a-".repeat(100_000)));
    }

    @Test
    void aTagIsChecked() {
        Reference busybox = Reference.parse("busybox");
        assertEquals("busybox:x", busybox.withTag("x").familiar());
        assertThrows(EngineException.InvalidParameter.class, () -> busybox.withTag("a/b"));
    }
}
