package dev.joey.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import dev.joey.testing.FakeContainerd;
import dev.joey.testing.FakeContent;
import dev.joey.testing.FakeLeases;
import dev.joey.testing.TestImages;
import dev.joey.testing.TestImages.Member;
import dev.joey.testing.TestImages.TestImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayoutsTest {
    private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final byte[] LAYER = TestImages.layer(Map.of("file", "content"));
    private static final TestImage IMAGE =
            TestImages.image("app:1", "amd64", List.of(LAYER), Map.of());

    private final FakeContainerd containerd = new FakeContainerd();
    private final FakeContent content = new FakeContent(containerd);

    @Test
    void aManifestIsMadeForADockerArchive() {
        ImageCandidate image = docker(TestImages.dockerArchive(IMAGE)).getFirst();
        assertEquals(IMAGE.id(), image.id());
        assertEquals(List.of(Reference.parse("app:1")), image.names());
        assertEquals(TestImages.digest(LAYER), image.layers().getFirst().digest());
        assertTrue(containerd.blobs().contains(image.manifest().digest()));
    }

    @Test
    void compressedLayersOfADockerArchiveKeepTheirBytes() {
        byte[] zipped = TestImages.gzip(LAYER);
        List<Member> members =
                List.of(
                        item("\"app:1\"", "\"l.tar\""),
                        Member.file("c.json", IMAGE.config()),
                        Member.file("l.tar", zipped));
        ImageCandidate image = docker(members).getFirst();
        assertEquals(TestImages.digest(zipped), image.layers().getFirst().digest());
        assertTrue(image.layers().getFirst().mediaType().endsWith("+gzip"));
    }

    @Test
    void aDockerArchiveMustHaveWhatItNames() {
        Member config = Member.file("c.json", IMAGE.config());
        Member layer = Member.file("l.tar", LAYER);
        assertEquals(
                "the archive lacks 'c.json'", refusal(() -> docker(List.of(item("", ""), layer))));
        assertEquals(
                "the archive lacks 'l.tar'",
                refusal(() -> docker(List.of(item("", "\"l.tar\""), config))));
        assertEquals(
                "invalid manifest, layers length mismatch: expected 1, got 0",
                refusal(() -> docker(List.of(item("", ""), config))));
        assertEquals(
                "invalid tag \"app\"",
                refusal(() -> docker(List.of(item("\"app\"", "\"l.tar\""), config, layer))));
        assertTrue(
                refusal(() -> docker(List.of(item("\"A:1\"", "\"l.tar\""), config, layer)))
                        .contains("must be lowercase"));
        assertTrue(
                refusal(() -> docker(List.of(item("", "\"../l.tar\""), config, layer)))
                        .contains("leads out"));
        assertTrue(
                refusal(
                                () ->
                                        docker(
                                                List.of(
                                                        item("", "\"l.tar\"".repeat(1)),
                                                        Member.file(
                                                                "c.json",
                                                                IMAGE.config()
                                                                        .replace(
                                                                                "linux",
                                                                                "windows")),
                                                        layer)))
                        .contains("cannot load windows image on linux"));
        assertTrue(
                refusal(() -> docker(List.of(Member.file("manifest.json", "{}"))))
                        .contains("not a list of images"));
    }

    @Test
    void nestedIndexesLeadToTheImage() {
        Map<String, Member> members = new LinkedHashMap<>();
        byte[] manifest = TestImages.manifest(IMAGE, members);
        TestImages.add(members, manifest);
        byte[] inner = index(entry(MANIFEST_TYPE, manifest));
        TestImages.add(members, inner);
        byte[] outer = index(entry(INDEX_TYPE, inner));
        TestImages.add(members, outer);
        List<ImageCandidate> images = oci(members, index(entry(INDEX_TYPE, outer)));
        assertEquals(IMAGE.id(), images.getFirst().id());
    }

    @Test
    void indexesThatNestTooDeepAreRefused() {
        Map<String, Member> members = new LinkedHashMap<>();
        byte[] top = index();
        for (int i = 0; i < 6; i++) {
            TestImages.add(members, top);
            top = index(entry(INDEX_TYPE, top));
        }
        byte[] last = top;
        assertTrue(refusal(() -> oci(members, last)).contains("nested too deep"));
    }

    @Test
    void anIndexThatIsAManifestTooIsRefused() {
        Map<String, Member> members = new LinkedHashMap<>();
        byte[] both =
                ("{\"manifests\":[],\"layers\":[],\"config\":{" + TestImages.pointer(LAYER) + "}}")
                        .getBytes(UTF_8);
        TestImages.add(members, both);
        assertTrue(
                refusal(() -> oci(members, index(entry(MANIFEST_TYPE, both))))
                        .contains("ambiguous"));
        assertTrue(
                refusal(() -> oci(members, index(entry(INDEX_TYPE, both)))).contains("ambiguous"));
        assertTrue(refusal(() -> oci(members, both)).contains("ambiguous"));
    }

    @Test
    void sizesMustAgree() {
        Map<String, Member> members = new LinkedHashMap<>();
        byte[] manifest = TestImages.manifest(IMAGE, members);
        TestImages.add(members, manifest);
        byte[] wrong =
                index(
                        entry(MANIFEST_TYPE, manifest)
                                .replace("\"size\":" + manifest.length, "\"size\":7"));
        assertTrue(refusal(() -> oci(members, wrong)).contains("not 7 as its descriptor says"));
    }

    @Test
    void aMissingLayerIsNamed() {
        Map<String, Member> members = new LinkedHashMap<>();
        byte[] manifest = TestImages.manifest(IMAGE, members);
        TestImages.add(members, manifest);
        String layer = TestImages.digest(TestImages.gzip(LAYER)).hex();
        members.remove("blobs/sha256/" + layer);
        assertTrue(
                refusal(() -> oci(members, index(entry(MANIFEST_TYPE, manifest))))
                        .contains("lacks blob sha256:" + layer));
    }

    @Test
    void artifactsThatAreNoImagesAreRefused() {
        Map<String, Member> members = new LinkedHashMap<>();
        String manifest = new String(TestImages.manifest(IMAGE, members), UTF_8);
        byte[] chart =
                manifest.replace(
                                "application/vnd.oci.image.config.v1+json",
                                "application/vnd.cncf.helm.config.v1+json")
                        .getBytes(UTF_8);
        TestImages.add(members, chart);
        assertTrue(
                refusal(() -> oci(members, index(entry(MANIFEST_TYPE, chart))))
                        .contains("not a container image"));
    }

    @Test
    void anImageOfAnotherPlatformIsTakenUnlessOneIsAskedFor() {
        TestImage arm = TestImages.image("arm:1", "arm64", List.of(LAYER), Map.of());
        assertEquals(arm.id(), docker(TestImages.dockerArchive(arm)).getFirst().id());
        assertEquals(
                "the image does not match the specified platform: wanted linux/amd64, actual:"
                        + " linux/arm64",
                refusal(
                        () ->
                                docker(
                                        TestImages.dockerArchive(arm),
                                        Optional.of(Platform.parse("linux/amd64")))));
    }

    private List<ImageCandidate> docker(List<Member> members) {
        return docker(members, Optional.empty());
    }

    private List<ImageCandidate> docker(List<Member> members, Optional<Platform> platform) {
        StoredArchive archive = read(members);
        return new DockerLayout(archive, platform, content, "lease")
                .images(archive.document("manifest.json").orElseThrow());
    }

    private List<ImageCandidate> oci(Map<String, Member> blobs, byte[] index) {
        List<Member> members = new ArrayList<>(blobs.values());
        members.add(Member.file("index.json", index));
        return new OciLayout(read(members), Optional.empty()).images(index);
    }

    private StoredArchive read(List<Member> members) {
        new FakeLeases(containerd).create("lease");
        return StoredArchive.read(
                new ByteArrayInputStream(TestImages.tar(members)),
                content,
                "lease",
                LoadLimits.DEFAULT,
                new LoadMessages(true, _ -> {}));
    }

    private static Member item(String tags, String layers) {
        return Member.file(
                "manifest.json",
                "[{\"Config\":\"c.json\",\"RepoTags\":[%s],\"Layers\":[%s]}]"
                        .formatted(tags, layers));
    }

    private static String entry(String mediaType, byte[] blob) {
        return "{\"mediaType\":\"%s\",%s}".formatted(mediaType, TestImages.pointer(blob));
    }

    private static byte[] index(String... entries) {
        return ("{\"schemaVersion\":2,\"manifests\":[" + String.join(",", entries) + "]}")
                .getBytes(UTF_8);
    }

    private static String refusal(Runnable action) {
        return assertThrows(EngineException.InvalidParameter.class, action::run).getMessage();
    }
}
