package dev.joey.image;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.containerd.Leases;
import dev.joey.error.EngineException;
import dev.joey.testing.FakeContainerd;
import dev.joey.testing.RecordedEvents;
import dev.joey.testing.TestImages;
import dev.joey.testing.TestImages.Member;
import dev.joey.testing.TestImages.TestImage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
class ImageResourceTest {
    private static final byte[] BASE = TestImages.layer(Map.of("base", "the same for many"));

    private final FakeContainerd containerd;
    private final RecordedEvents events;
    private final ImageManager images;
    private final Leases leases;

    @Inject
    ImageResourceTest(
            FakeContainerd containerd, RecordedEvents events, ImageManager images, Leases leases) {
        this.containerd = containerd;
        this.events = events;
        this.images = images;
        this.leases = leases;
    }

    @BeforeEach
    @AfterEach
    void nothingIsThere() {
        List<String> ids = given().get("/images/json").then().extract().path("Id");
        ids.forEach(id -> given().delete("/images/{id}?force=1", id).then().statusCode(200));
        assertEquals(Set.of(), containerd.leases());
        assertEquals(Set.of(), containerd.blobs(), "no blob is left");
        assertEquals(Set.of(), containerd.snapshots(), "no snapshot is left");
        events.clear();
    }

    @Test
    void aDockerArchiveIsLoadedWithProgress() {
        TestImage busybox = TestImages.busybox("busybox:latest");
        String layer = TestImages.digest(busybox.layers().getFirst()).hex().substring(0, 12);
        load(TestImages.tar(TestImages.dockerArchive(busybox)), "?quiet=0")
                .statusCode(200)
                .contentType("application/json")
                .body(startsWith("{\"status\":\"Loading layer\",\"progressDetail\":{\"current\":"))
                .body(containsString("\"progress\":\"["))
                .body(containsString("\"id\":\"" + layer + "\"}\r\n"))
                .body(containsString("{\"stream\":\"Loaded image: busybox:latest\\n\"}\r\n"));

        given().get("/images/json")
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].Id", is(busybox.id().value()))
                .body("[0].RepoTags", contains("busybox:latest"))
                .body("[0].RepoDigests", empty())
                .body("[0].Created", is(1714557600))
                .body("[0].Containers", is(-1))
                .body("[0].SharedSize", is(-1))
                .body("[0].Labels", nullValue())
                .body("[0].ParentId", is(""))
                .body("[0].Size", is(4096));
        assertEquals(Set.of("joey-image-" + busybox.id().hex()), containerd.leases());
        assertEquals(3, containerd.blobs().size(), "manifest, config, layer");
        assertEquals(List.of("load"), actions());
        assertEquals(busybox.id().value(), events.all().getFirst().attributes().get("name"));
    }

    @Test
    void quietLeavesOnlyTheResult() {
        TestImage image = small("a:1");
        load(TestImages.tar(TestImages.dockerArchive(image)), "?quiet=1")
                .body(equalTo("{\"stream\":\"Loaded image: a:1\\n\"}\r\n"));
        load(TestImages.tar(TestImages.dockerArchive(image)), "")
                .body(equalTo("{\"stream\":\"Loaded image: a:1\\n\"}\r\n"));
    }

    @Test
    void anImageWithoutANameIsToldByItsId() {
        TestImage image = small(null);
        load(TestImages.tar(TestImages.ociLayout(image)), "")
                .body(equalTo("{\"stream\":\"Loaded image ID: " + image.id() + "\\n\"}\r\n"));
        given().queryParam("filters", "{\"dangling\":{\"true\":true}}")
                .get("/images/json")
                .then()
                .body("Id", contains(image.id().value()))
                .body("[0].RepoTags", empty());
    }

    @Test
    void anOciLayoutIsLoadedInAnyOrderOfItsMembers() {
        List<Member> members = TestImages.ociLayout(small("quay.io/org/app:v1"));
        for (int i = 0; i < 3; i++) {
            Collections.rotate(members, 1);
            load(TestImages.gzip(TestImages.tar(members)), "")
                    .body(containsString("Loaded image: quay.io/org/app:v1"));
        }
        given().get("/images/quay.io/org/app:v1/json").then().statusCode(200);
    }

    @Test
    void ofAMultiPlatformImageTheAskedOneIsTaken() {
        TestImage amd = small("multi:1");
        TestImage arm = TestImages.image("multi:1", "arm64", List.of(BASE), Map.of());
        byte[] archive = TestImages.tar(multiPlatform(amd, arm));
        load(archive, "").body(containsString("multi:1"));
        given().get("/images/multi:1/json").then().body("Architecture", is("amd64"));

        given().queryParam("platform", "{\"os\":\"linux\",\"architecture\":\"arm64\"}")
                .body(archive)
                .post("/images/load")
                .then()
                .body(containsString("The image multi:1 already exists, renaming the old one"));
        given().get("/images/multi:1/json").then().body("Architecture", is("arm64"));

        given().queryParam("platform", "{\"os\":\"linux\",\"architecture\":\"s390x\"}")
                .body(archive)
                .post("/images/load")
                .then()
                .statusCode(400)
                .body("message", is("the archive has no image for platform linux/s390x"));
    }

    @Test
    void inspectTellsAll() {
        TestImage image = TestImages.image("a/b/c:tag", "amd64", List.of(BASE), Map.of("k", "v"));
        load(TestImages.tar(TestImages.dockerArchive(image)), "");
        given().get("/images/a/b/c:tag/json")
                .then()
                .statusCode(200)
                .body("Id", is(image.id().value()))
                .body("RepoTags", contains("a/b/c:tag"))
                .body("RepoDigests", empty())
                .body("Parent", is(""))
                .body("Comment", is(""))
                .body("Created", is("2024-05-01T10:00:00Z"))
                .body("Config.Cmd", contains("sh"))
                .body("Config.Labels.k", is("v"))
                .body("Config.User", is(""))
                .body("Config", not(equalTo(null)))
                .body("Architecture", is("amd64"))
                .body("Os", is("linux"))
                .body("Size", is(4096))
                .body("GraphDriver.Name", is("overlayfs"))
                .body("RootFS.Type", is("layers"))
                .body("RootFS.Layers", contains(TestImages.digest(BASE).value()))
                .body("Metadata.LastTagTime", startsWith("20"))
                .body("Descriptor.digest", startsWith("sha256:"));
        String hex = image.id().hex();
        for (String name : List.of(hex, "sha256:" + hex, hex.substring(0, 12), "a/b/c:tag")) {
            given().get("/images/" + name + "/json").then().body("Id", is("sha256:" + hex));
        }
        given().get("/images/a/b/c:tag/history")
                .then()
                .body("$", hasSize(2))
                .body("[0].Id", is(image.id().value()))
                .body("[0].Size", is(0))
                .body("[0].Tags", contains("a/b/c:tag"))
                .body("[1].Id", is("<missing>"))
                .body("[1].Size", is(4096))
                .body("[1].CreatedBy", is("ADD rootfs"))
                .body("[1].Tags", nullValue());
    }

    @Test
    void whatIsNotThereIsSaidInDockersWords() {
        given().get("/images/nosuch/json")
                .then()
                .statusCode(404)
                .body("message", is("No such image: nosuch:latest"));
        given().get("/images/a//b/json").then().statusCode(400);
        given().get("/images/UPPER/json")
                .then()
                .statusCode(400)
                .body(
                        "message",
                        is(
                                "invalid reference format: repository name (library/UPPER) must"
                                        + " be lowercase"));
        given().delete("/images/nosuch:1").then().statusCode(404);
        given().post("/images/nosuch/tag?repo=a").then().statusCode(404);
        given().post("/images/create?fromImage=127.0.0.1:1/a&tag=1")
                .then()
                .statusCode(500)
                .body("message", containsString("connect: connection refused"));
        given().post("/images/create?fromImage=a&tag=b/c").then().statusCode(400);
        given().header("X-Registry-Auth", "?")
                .post("/images/create?fromImage=a")
                .then()
                .statusCode(400);
        given().get("/joey/pulls").then().statusCode(200).body("size()", is(0));
        given().delete("/joey/pulls/none").then().statusCode(404);
        given().get("/images/search?term=a&limit=101").then().statusCode(400);
        given().get("/images/search").then().statusCode(400);
        given().get("/images/a/b/get").then().statusCode(404);
        given().queryParam("filters", "{\"x\":[\"y\"]}")
                .get("/images/json")
                .then()
                .statusCode(400)
                .body("message", is("invalid filter 'x'"));
    }

    @Test
    void anImageCanHaveSeveralNamesAndGoesWithTheLast() {
        TestImage image = small("one");
        load(TestImages.tar(TestImages.dockerArchive(named(image, "one:latest"))), "");
        given().post("/images/one/tag?repo=localhost:5000/x/two&tag=v2").then().statusCode(201);
        given().post("/images/one/tag?repo=three@sha256:" + "a".repeat(64))
                .then()
                .statusCode(400)
                .body("message", is("cannot import digest reference"));
        given().post("/images/one/tag?repo=sha256")
                .then()
                .statusCode(400)
                .body("message", containsString("refusing to create an ambiguous tag"));
        given().post("/images/one/tag?repo=" + "a".repeat(64)).then().statusCode(400);

        given().delete("/images/" + image.id())
                .then()
                .statusCode(409)
                .body(
                        "message",
                        is(
                                "conflict: unable to delete "
                                        + image.id().hex().substring(0, 12)
                                        + " (must be forced) - image is referenced in multiple"
                                        + " repositories"));
        given().delete("/images/one")
                .then()
                .statusCode(200)
                .body("Untagged", contains("one:latest"));
        given().delete("/images/localhost:5000/x/two:v2")
                .then()
                .statusCode(200)
                .body("[0].Untagged", is("localhost:5000/x/two:v2"))
                .body("[1].Deleted", is(image.id().value()))
                .body("[2].Deleted", is(TestImages.digest(BASE).value()))
                .body("[0].Deleted", nullValue());
        given().get("/images/json").then().body("$", empty());
        assertEquals(List.of("load", "tag", "untag", "untag", "delete"), actions());
        assertEquals("localhost:5000/x/two:v2", events.all().get(1).attributes().get("name"));
    }

    @Test
    void oldVersionsGetTheirShape() {
        TestImage image = small(null);
        load(TestImages.tar(TestImages.dockerArchive(image)), "");
        given().get("/v1.42/images/json")
                .then()
                .body("[0].RepoTags", contains("<none>:<none>"))
                .body("[0].RepoDigests", contains("<none>@<none>"))
                .body("[0].VirtualSize", is(4096))
                .body("[0].Descriptor", nullValue());
        given().get("/v1.51/images/json")
                .then()
                .body("[0].RepoTags", empty())
                .body("[0].VirtualSize", nullValue())
                .body("[0].Descriptor.digest", startsWith("sha256:"));
        given().get("/v1.49/images/" + image.id() + "/json")
                .then()
                .body("Config.Hostname", is(""))
                .body("Config.Tty", is(false))
                .body("VirtualSize", nullValue());
        given().get("/v1.51/images/" + image.id() + "/json")
                .then()
                .body("Config.containsKey('Hostname')", is(false))
                .body("Config.containsKey('Entrypoint')", is(true));
        given().post("/images/" + image.id() + "/tag?repo=old").then().statusCode(201);
        given().get("/v1.40/images/json?filter=o*").then().body("$", hasSize(1));
        given().get("/v1.40/images/json?filter=x*").then().body("$", empty());
    }

    @Test
    void anImageInUseIsKept() {
        TestImage image = small("used:1");
        load(TestImages.tar(TestImages.dockerArchive(image)), "");
        String container = "c".repeat(64);
        images.use(images.get("used:1"), container);
        try {
            given().delete("/images/used:1")
                    .then()
                    .statusCode(409)
                    .body(
                            "message",
                            is(
                                    "conflict: unable to remove repository reference \"used:1\""
                                            + " (must force) - container cccccccccccc is using its"
                                            + " referenced image "
                                            + image.id().hex().substring(0, 12)));
            given().delete("/images/" + image.id().hex().substring(0, 12))
                    .then()
                    .statusCode(409)
                    .body("message", containsString("used by stopped container cccccccccccc"));
            given().delete("/images/used:1?force=true")
                    .then()
                    .statusCode(200)
                    .body("Deleted.findAll { it != null }", contains(image.id().value()));
        } finally {
            images.release(container);
        }
    }

    @Test
    void sharedLayersAreUnpackedOnceAndStayForTheOther() throws Exception {
        byte[] top = TestImages.layer(Map.of("top", "mine"));
        TestImage one = small("one:1");
        TestImage two = TestImages.image("two:1", "amd64", List.of(BASE, top), Map.of());
        int before = containerd.unpacked;
        byte[] first = TestImages.tar(TestImages.dockerArchive(one));
        byte[] second = TestImages.tar(TestImages.ociLayout(two));
        List<Callable<String>> loads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] archive = i % 2 == 0 ? first : second;
            loads.add(() -> load(archive, "").statusCode(200).extract().asString());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var load : threads.invokeAll(loads)) {
                assertTrue(load.get().contains("Loaded image: "));
            }
        }
        assertEquals(2, containerd.unpacked - before, "each layer once");
        given().get("/images/json?shared-size=1").then().body("SharedSize", contains(4096, 4096));
        given().delete("/images/two:1").then().body("Deleted.findAll { it != null }", hasSize(2));
        given().get("/images/one:1/json").then().statusCode(200);
        assertEquals(Set.of(TestImages.digest(BASE).value()), containerd.snapshots());
    }

    @Test
    void aLayerThatIsNotWhatItsConfigSaysIsRefusedAndNothingStays() {
        TestImage good = small("good:1");
        TestImage bad =
                new TestImage(
                        "bad:1",
                        List.of(TestImages.layer(Map.of("evil", "x"))),
                        good.config().replace("CMD", "RUN"));
        load(TestImages.tar(TestImages.dockerArchive(good, bad)), "?quiet=0")
                .statusCode(200)
                .body(containsString("{\"errorDetail\":{\"message\":\"invalid diffID for layer 0"))
                .body(containsString("\"error\":\"invalid diffID for layer 0"))
                .body(not(containsString("Loaded image")));
        TestImage worse = TestImages.image("x:1", "amd64", List.of(BASE), Map.of());
        worse = new TestImage("x:1", bad.layers(), worse.config());
        load(TestImages.tar(TestImages.ociLayout(worse)), "")
                .statusCode(400)
                .body("message", startsWith("invalid diffID for layer 0: expected \"sha256:"));
        given().get("/images/json").then().body("$", empty());
        assertEquals(Set.of(), containerd.leases());
        assertEquals(Set.of(), containerd.blobs());
        assertEquals(Set.of(), containerd.snapshots());
        assertEquals(List.of(), actions());
    }

    @Test
    void anInterruptedUnpackingCanBeRepeated() {
        byte[] archive = TestImages.tar(TestImages.dockerArchive(small("again:1")));
        containerd.failNextUnpacking = new EngineException.Unavailable("containerd died", null);
        load(archive, "").statusCode(503);
        assertEquals(Set.of(), containerd.snapshots());
        load(archive, "").statusCode(200).body(containsString("Loaded image: again:1"));
    }

    @Test
    void loadingAgainRepairsWhatContainerdLost() {
        TestImage image = small("lost:1");
        byte[] archive = TestImages.tar(TestImages.dockerArchive(image));
        load(archive, "");
        containerd.lose(TestImages.digest(BASE));
        containerd.loseSnapshots();
        load(archive, "").statusCode(200);
        assertTrue(containerd.blobs().contains(TestImages.digest(BASE)));
        containerd.loseSnapshots();
        assertEquals(
                TestImages.digest(BASE).value(),
                images.unpack(images.get("lost:1"), "overlayfs"),
                "a container gets its snapshot back from the blobs");
        assertFalse(containerd.snapshots().isEmpty());
    }

    @Test
    void theStartOfTheDaemonDropsWhatInterruptedLoadsLeft() {
        TestImage image = small("kept:1");
        load(TestImages.tar(TestImages.dockerArchive(image)), "");
        leases.create("joey-load-interrupted");
        leases.create("joey-image-" + "0".repeat(64));
        leases.create("somebody-else");
        leases.delete("joey-image-" + image.id().hex() + "-other", false);
        images.reconcile();
        assertEquals(
                Set.of("joey-image-" + image.id().hex(), "somebody-else"), containerd.leases());
        leases.delete("somebody-else", false);
    }

    @Test
    void labelsStayInTheRows() {
        TestImage image =
                TestImages.image(
                        "evil:1",
                        "amd64",
                        List.of(BASE),
                        Map.of("containerd.io/restart.status", "running", "a", "b"));
        load(TestImages.tar(TestImages.ociLayout(image)), "");
        given().queryParam("filters", "{\"label\":[\"a=b\"]}")
                .get("/images/json")
                .then()
                .body("$", hasSize(1))
                .body("[0].Labels.a", notNullValue());
        given().queryParam("filters", "{\"label\":[\"a=c\"]}")
                .get("/images/json")
                .then()
                .body("$", empty());
        assertFalse(containerd.labelTexts().toString().contains("restart"));
    }

    @Test
    void aClientThatSendsHalfAnArchiveLeavesNothing() {
        byte[] whole = TestImages.tar(TestImages.dockerArchive(TestImages.busybox("half:1")));
        load(Arrays.copyOf(whole, whole.length / 2), "")
                .statusCode(400)
                .body("message", startsWith("the archive cannot be read: "));
        load("this is no tar at all".repeat(100).getBytes(UTF_8), "").statusCode(400);
        load(new byte[0], "").statusCode(400).body("message", is("the archive is empty"));
        assertEquals(Set.of(), containerd.leases());
    }

    @Test
    @Timeout(60)
    void aClientThatSendsAllBeforeItReadsGetsItsRefusal() throws IOException {
        byte[] part = "x".repeat(1 << 20).getBytes(UTF_8);
        int parts = 64;
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            OutputStream out = client.getOutputStream();
            out.write(
                    ("POST /images/load HTTP/1.1\r\nHost: x\r\nContent-Length: "
                                    + (long) part.length * parts
                                    + "\r\n\r\n")
                            .getBytes(UTF_8));
            for (int i = 0; i < parts; i++) {
                out.write(part);
            }
            out.flush();
            var reply = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
            assertEquals("HTTP/1.1 400 Bad Request", reply.readLine());
        }
    }

    private List<String> actions() {
        return events.all().stream().map(RecordedEvents.Recorded::action).toList();
    }

    private static ValidatableResponse load(byte[] archive, String query) {
        return given().contentType("application/x-tar")
                .body(archive)
                .post("/images/load" + query)
                .then();
    }

    private static TestImage small(String name) {
        return TestImages.image(name, "amd64", List.of(BASE), Map.of());
    }

    private static TestImage named(TestImage image, String name) {
        return new TestImage(name, image.layers(), image.config());
    }

    private static List<Member> multiPlatform(TestImage... platforms) {
        Map<String, Member> members = new LinkedHashMap<>();
        List<String> entries = new ArrayList<>();
        for (TestImage image : platforms) {
            byte[] manifest = TestImages.manifest(image, members);
            TestImages.add(members, manifest);
            entries.add(
                    "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",%s,\"platform\":{\"os\":\"linux\",\"architecture\":\"%s\"}}"
                            .formatted(
                                    TestImages.pointer(manifest),
                                    image.config().contains("arm64") ? "arm64" : "amd64"));
        }
        byte[] index =
                ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                                + String.join(",", entries)
                                + "]}")
                        .getBytes(UTF_8);
        TestImages.add(members, index);
        List<Member> layout = new ArrayList<>(members.values());
        layout.add(
                Member.file(
                        "index.json",
                        "{\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",%s,\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/multi:1\",\"org.opencontainers.image.ref.name\":\"1\"}}]}"
                                .formatted(TestImages.pointer(index))));
        return layout;
    }
}
