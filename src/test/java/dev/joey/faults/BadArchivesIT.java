package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.Program;
import dev.joey.testing.TestImages;
import dev.joey.testing.TestImages.Member;
import dev.joey.testing.TestImages.TestImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code docker load} is given and must refuse: nothing of it stays. */
class BadArchivesIT {
    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private static final TestImage IMAGE =
            TestImages.image(
                    "bad:1", "amd64", List.of(TestImages.layer(Map.of("a", "text"))), Map.of());

    /** Loads an archive that must be refused; what the client says. */
    private static String refused(byte[] archive) {
        Path file = DOCKER.file("bad.tar", archive);
        Program.Result result = DOCKER.run("load", "-i", file.toString());
        assertNotEquals(0, result.code(), result.out());
        return result.err();
    }

    private static void assertSays(String part, String message) {
        assertTrue(message.toLowerCase(Locale.ROOT).contains(part), message);
        assertFalse(message.contains("Exception") || message.contains("\tat "), message);
    }

    @AfterEach
    void onlyTheGoodImageIsThereAndWorks() {
        assertEquals(
                List.of("busybox"), DOCKER.lines("images", "-a", "--format", "{{.Repository}}"));
        assertEquals("fine", DOCKER.inside(List.of(), "echo", "fine"));
    }

    @Test
    void aTruncatedArchiveIsRefused() {
        byte[] whole = TestImages.tar(TestImages.dockerArchive(IMAGE));
        for (int length : List.of(700, 1024, whole.length / 2)) {
            assertFalse(refused(Arrays.copyOf(whole, length)).isBlank());
        }
        byte[] zipped = TestImages.gzip(whole);
        assertFalse(refused(Arrays.copyOf(zipped, zipped.length - 20)).isBlank());
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        assertFalse(refused("certainly no archive".getBytes(StandardCharsets.UTF_8)).isBlank());
        assertFalse(refused(new byte[0]).isBlank());
        assertFalse(refused(new byte[100_000]).isBlank());
        assertFalse(refused(TestImages.tar(List.of(Member.file("readme", "no image")))).isBlank());
    }

    @Test
    void membersThatClimbOutAreRefused() {
        Path outside = DOCKER.daemon().root().resolve("outside");
        for (String path :
                List.of(
                        "../../../../../../../.." + outside,
                        outside.toString(),
                        "x/../../outside")) {
            List<Member> members = new ArrayList<>(TestImages.dockerArchive(IMAGE));
            members.addFirst(Member.file(path, "evil"));
            String said = refused(TestImages.tar(members));
            assertFalse(said.isBlank());
        }
        assertFalse(Files.exists(outside));
    }

    @Test
    void aManifestThatPointsOutsideIsRefused() {
        List<Member> members = new ArrayList<>(TestImages.dockerArchive(IMAGE));
        members.removeLast();
        members.add(
                Member.file(
                        "manifest.json",
                        "[{\"Config\":\"../../etc/passwd\",\"RepoTags\":[\"bad:1\"],\"Layers\":[\"/etc/passwd\"]}]"));

        assertFalse(refused(TestImages.tar(members)).isBlank());
    }

    @Test
    void aLayerThatIsNotWhatItsDigestSaysIsRefused() {
        List<Member> members = new ArrayList<>();
        for (Member member : TestImages.dockerArchive(IMAGE)) {
            members.add(
                    member.path().endsWith("/layer.tar")
                            ? Member.file(member.path(), TestImages.layer(Map.of("a", "other")))
                            : member);
        }
        assertSays("digest", refused(TestImages.tar(members)).replace("diffID", "digest"));

        List<Member> layout = new ArrayList<>();
        byte[] other = TestImages.gzip(TestImages.layer(Map.of("a", "evil")));
        String right =
                "blobs/sha256/"
                        + TestImages.digest(TestImages.gzip(IMAGE.layers().getFirst())).hex();
        for (Member member : TestImages.ociLayout(IMAGE)) {
            layout.add(member.path().equals(right) ? Member.file(right, other) : member);
        }
        assertFalse(refused(TestImages.tar(layout)).isBlank());
    }

    @Test
    void anImageForAnotherOperatingSystemIsRefused() {
        TestImage windows =
                new TestImage(
                        IMAGE.name(),
                        IMAGE.layers(),
                        IMAGE.config().replace("\"os\":\"linux\"", "\"os\":\"windows\""));

        assertSays("windows", refused(TestImages.tar(TestImages.dockerArchive(windows))));
    }

    @Test
    void anImageForAnotherMachineIsTakenAndWhoRunsItIsWarned() {
        TestImage other = TestImages.image("bad:1", "s390x", IMAGE.layers(), Map.of());
        byte[] archive = TestImages.tar(TestImages.dockerArchive(other));
        Path file = DOCKER.file("other.tar", archive);
        Program.Result wrong =
                DOCKER.run("load", "--platform", "linux/arm64", "-i", file.toString());
        assertSays("linux/s390x", wrong.err());

        DOCKER.ok("load", "-i", file.toString());
        Program.Result created =
                DOCKER.run("create", "--name", "strange", "--network", "none", "bad:1", "/a");
        assertSays("platform (linux/s390x) does not match", created.err());
        assertNotEquals(0, DOCKER.run("start", "-a", "strange").code());
        DOCKER.ok("rm", "strange");
        DOCKER.ok("rmi", "bad:1");
    }

    @Test
    void aGoodImageAfterABadOneIsTaken() {
        List<Member> members = new ArrayList<>(TestImages.dockerArchive(IMAGE));
        members.removeFirst();
        assertFalse(refused(TestImages.tar(members)).isBlank());

        Path file = DOCKER.file("good.tar", TestImages.tar(TestImages.dockerArchive(IMAGE)));
        assertEquals("Loaded image: bad:1", DOCKER.ok("load", "-i", file.toString()));
        DOCKER.ok("rmi", "bad:1");
    }

    @Test
    void aLayerThatClimbsOutOfItsRootStaysInside() {
        Path outside = DOCKER.daemon().root().resolve("outside");
        byte[] layer =
                TestImages.tar(
                        List.of(
                                Member.symlink("link", outside.getParent().toString()),
                                Member.file("link/outside", "evil"),
                                Member.file("../../../../../.." + outside, "evil")));
        TestImage evil = TestImages.image("bad:1", "amd64", List.of(layer), Map.of());
        Path file = DOCKER.file("evil.tar", TestImages.tar(TestImages.dockerArchive(evil)));
        DOCKER.run("load", "-i", file.toString());
        DOCKER.run("rmi", "bad:1");

        assertFalse(Files.exists(outside));
    }
}
