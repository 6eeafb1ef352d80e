package dev.joey.image;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.FakeContainerd;
import dev.joey.testing.TestImages;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImageStoreResourceTest {
    private static final byte[] FILES = TestImages.layer(Map.of("file", "text"));

    private final FakeContainerd containerd;

    @Inject
    ImageStoreResourceTest(FakeContainerd containerd) {
        this.containerd = containerd;
    }

    @AfterEach
    void nothingIsLeft() {
        List<String> ids = given().get("/images/json").then().extract().path("Id");
        ids.forEach(id -> given().delete("/images/{id}?force=1", id).then().statusCode(200));
        assertEquals(Set.of(), containerd.leases());
        assertEquals(Set.of(), containerd.blobs(), "no blob is left");
        assertEquals(Set.of(), containerd.snapshots(), "no snapshot is left");
    }

    private static String imported(String query) {
        return given().urlEncodingEnabled(true)
                .contentType("application/x-tar")
                .body(FILES)
                .post("/images/create?fromSrc=-" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }

    @Test
    void anImportIsAnImageWithItsChanges() {
        String id = imported("&repo=in&tag=1&message=why&changes=ENV A=b&changes=CMD x");
        given().get("/images/in:1/json")
                .then()
                .body("Id", equalTo(id))
                .body("Comment", equalTo("why"))
                .body("Config.Env", hasItem("A=b"))
                .body("Config.Cmd", equalTo(List.of("/bin/sh", "-c", "x")))
                .body("RootFS.Layers", hasSize(1));
        given().get("/images/in:1/history").then().body("[0].Comment", equalTo("why"));
    }

    @Test
    void aBadImportLeavesNothing() {
        given().body(FILES)
                .contentType("application/x-tar")
                .post("/images/create?fromSrc=-&repo=UPPER")
                .then()
                .statusCode(400);
        given().body(FILES)
                .contentType("application/x-tar")
                .post("/images/create?fromSrc=-&changes=RUN x")
                .then()
                .statusCode(400)
                .body("message", containsString("run is not a valid change command"));
        given().post("/images/create?fromSrc=http://x/y").then().statusCode(501);
    }

    @Test
    void whatIsSavedIsLoadedAgain() {
        String id = imported("&repo=saved&tag=1");
        given().post("/images/saved:1/tag?repo=saved&tag=2").then().statusCode(201);
        byte[] archive =
                given().get("/images/saved/get")
                        .then()
                        .statusCode(200)
                        .contentType("application/x-tar")
                        .extract()
                        .asByteArray();
        given().delete("/images/{id}?force=1", id).then().statusCode(200);
        String said =
                given().contentType("application/x-tar")
                        .body(archive)
                        .post("/images/load")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        assertTrue(said.contains("saved:1") && said.contains("saved:2"), said);
        given().get("/images/saved:2/json").then().body("Id", equalTo(id));
        given().get("/images/get?names=nowhere").then().statusCode(404);
    }

    @Test
    void pruneTakesWhatHasNoNameAndWithTheFilterAllThatIsUnused() {
        String unnamed = imported("&message=a");
        imported("&repo=named&message=b");
        given().post("/images/prune")
                .then()
                .body("ImagesDeleted.Deleted", hasItem(unnamed))
                .body("SpaceReclaimed", equalTo(0));
        given().queryParam("filters", "{\"dangling\":[\"false\"]}")
                .post("/images/prune")
                .then()
                .body("ImagesDeleted.Untagged", hasItem("named:latest"))
                .body("SpaceReclaimed", equalTo(4096));
        given().get("/images/json").then().body("$", empty());
        given().queryParam("filters", "{\"x\":[\"y\"]}")
                .post("/images/prune")
                .then()
                .statusCode(400);
    }

    @Test
    void aListShowsTheManifestsThatAreAskedFor() {
        imported("&repo=in");
        given().get("/v1.51/images/json?manifests=1")
                .then()
                .body("[0].Manifests[0].Kind", equalTo("image"))
                .body("[0].Manifests[0].ImageData.Platform.os", equalTo("linux"));
        given().get("/v1.51/images/in/json?manifests=1")
                .then()
                .body("Manifests[0].Available", equalTo(true));
    }

    @Test
    void nothingIsCollectedUnlessTheConfigurationSaysWhen() {
        imported("&repo=in");
        given().get("/joey/images/collection").then().body("Images", empty());
        given().post("/joey/images/collection").then().body("Images", empty());
    }
}
