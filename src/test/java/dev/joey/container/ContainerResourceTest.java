package dev.joey.container;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.error.EngineException.Internal;
import dev.joey.testing.FakeTasks;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContainerResourceTest {
    private final ApiSetup api;
    private final FakeTasks tasks;

    @Inject
    ContainerResourceTest(ApiSetup api, FakeTasks tasks) {
        this.api = api;
        this.tasks = tasks;
    }

    @BeforeEach
    void begin() {
        api.begin();
    }

    @AfterEach
    void end() {
        api.end();
    }

    @Test
    void createAnswersTheIdAndWarnings() {
        api.create("?name=web", "")
                .statusCode(201)
                .body("Id", matchesPattern("[0-9a-f]{64}"))
                .body("Warnings", empty());
        assertEquals("created", api.status("web"));
    }

    @Test
    void createWithoutANameMakesOneUp() {
        String id = api.create("", "").statusCode(201).extract().path("Id");
        given().get("/containers/{id}/json", id)
                .then()
                .body("Name", matchesPattern("/[a-z]+_[a-z]+[0-9]*"));
    }

    @Test
    void aSpecificIdIsTaken() {
        String id = "ab".repeat(32);
        api.create("?specificId=" + id, "").statusCode(201).body("Id", is(id));
        refused(api.create("?specificId=" + id, ""), 409, containsString("already in use"));
        refused(api.create("?specificId=abc", ""), 400, startsWith("invalid container id abc"));
    }

    @Test
    void createRefusesWhatCannotBe() {
        refused(
                given().contentType(ContentType.JSON)
                        .body("{\"Image\":\"nope\",\"HostConfig\":{\"NetworkMode\":\"none\"}}")
                        .post("/containers/create")
                        .then(),
                404,
                is("No such image: nope:latest"));
        refused(
                api.create("?name=-web", ""),
                400,
                is(
                        "Invalid container name (-web), only [a-zA-Z0-9][a-zA-Z0-9_.-] are"
                                + " allowed"));
        refused(
                given().contentType(ContentType.JSON).post("/containers/create").then(),
                400,
                is("config cannot be empty in order to create a container"));
        refused(
                given().contentType(ContentType.JSON)
                        .body("{\"Image\":")
                        .post("/containers/create")
                        .then(),
                400,
                startsWith("invalid JSON: "));
        given().get("/containers/json?all=1").then().body("$", hasSize(0));
    }

    @Test
    void createNamesWhatIsNotBuilt() {
        refused(
                api.create("", "\"HostConfig\":{\"EnableLxcfs\":true}"),
                501,
                containsString("EnableLxcfs"));
    }

    @Test
    void ofFourSimultaneousCreatesOneGetsTheName() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> one = () -> api.create("?name=web", "").extract().statusCode();
            for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(4, one))) {
                statuses.add(answer.get());
            }
        }
        Collections.sort(statuses);
        assertEquals(List.of(201, 409, 409, 409), statuses);
        String id = given().get("/containers/web/json").then().extract().path("Id");
        refused(
                api.create("?name=web", ""),
                409,
                is(
                        "Conflict. The container name \"/web\" is already in use by container \""
                                + id
                                + "\". You have to remove (or rename) that container to be able to"
                                + " reuse that name."));
    }

    @Test
    void startIs204AndThen304() {
        api.created("web");
        api.post("web", "start").statusCode(204);
        api.post("web", "start").statusCode(304);
        assertEquals("running", api.status("web"));
        refused(api.post("nope", "start"), 404, is("No such container: nope"));
    }

    @Test
    void aFailedStartKeepsItsReason() {
        api.created("web");
        String reason = "exec: \"nope\": executable file not found in $PATH: unknown";
        tasks.failWith(new Internal(reason, null));

        refused(api.post("web", "start"), 400, endsWith(reason));

        given().get("/containers/web/json")
                .then()
                .body("State.Status", is("created"))
                .body("State.ExitCode", is(127))
                .body("State.Error", endsWith(reason));
        api.post("web", "start").statusCode(204);
        given().get("/containers/web/json").then().body("State.Error", is(""));
    }

    @Test
    void stopIs204AndThen304() {
        api.started("web");
        refused(api.post("web", "stop?t=soon"), 400, containsString("soon"));
        refused(api.post("web", "stop?signal=NOPE"), 400, is("invalid signal: NOPE"));
        api.post("web", "stop?t=1").statusCode(204);
        api.post("web", "stop").statusCode(304);
        given().get("/containers/web/json")
                .then()
                .body("State.Status", is("exited"))
                .body("State.Running", is(false))
                .body("State.Pid", is(0))
                .body("State.ExitCode", is(143));
    }

    @Test
    void restartIs204WhetherItRunsOrNot() {
        api.created("web");
        api.post("web", "restart").statusCode(204);
        api.post("web", "restart?t=1").statusCode(204);
        assertEquals("running", api.status("web"));
    }

    @Test
    void killIs204AndThen409() {
        String id = api.started("web");
        api.post("web", "kill?signal=HUP").statusCode(204);
        api.post("web", "kill").statusCode(204);
        refused(
                api.post("web", "kill"),
                409,
                is("cannot kill container: web: container " + id + " is not running"));
        refused(api.post("web", "kill?signal=99"), 400, is("invalid signal: 99"));
    }

    @Test
    void pauseAndUnpauseAre204AndThen409() {
        String id = api.started("web");
        refused(api.post("web", "unpause"), 409, is("Container " + id + " is not paused"));
        api.post("web", "pause").statusCode(204);
        refused(api.post("web", "pause"), 409, is("Container " + id + " is already paused"));
        given().get("/containers/web/json")
                .then()
                .body("State.Status", is("paused"))
                .body("State.Running", is(true))
                .body("State.Paused", is(true));
        refused(
                api.post("web", "start"),
                409,
                is("cannot start a paused container, try unpause instead"));
        api.post("web", "unpause").statusCode(204);
        assertEquals("running", api.status("web"));
    }

    @Test
    void renameIs204Or409() {
        api.created("web");
        api.created("shop");
        refused(
                api.post("web", "rename?name=shop"),
                409,
                startsWith("Error when allocating new name: Conflict. The container name"));
        refused(api.post("web", "rename"), 400, containsString("may be empty"));
        api.post("web", "rename?name=site").statusCode(204);
        given().get("/containers/site/json").then().body("Name", is("/site"));
        given().get("/containers/web/json").then().statusCode(404);
    }

    @Test
    void removeIs204Or409() {
        api.started("web");
        refused(
                given().delete("/containers/web").then(),
                409,
                is(
                        "cannot remove container \"/web\": container is running: stop the container"
                                + " before removing or force remove"));
        given().delete("/containers/web?force=true&v=1").then().statusCode(204);
        refused(given().delete("/containers/web").then(), 404, is("No such container: web"));
    }

    @Test
    void whatIsRemovedAtItsEndGoes() {
        String id =
                api.create(
                                "?name=web",
                                "\"HostConfig\":{\"NetworkMode\":\"none\",\"AutoRemove\":true}")
                        .statusCode(201)
                        .extract()
                        .path("Id");
        api.post("web", "start").statusCode(204);

        api.ends(id, 3);

        await().until(
                        () ->
                                given().get("/containers/" + id + "/json")
                                                .then()
                                                .extract()
                                                .statusCode()
                                        == 404);
    }

    @Test
    void aPrefixOfTheIdIsEnoughIfItIsTheOnlyOne() {
        api.create("?name=one&specificId=" + "aa".repeat(32), "").statusCode(201);
        api.create("?name=two&specificId=" + "ab".repeat(32), "").statusCode(201);
        given().get("/containers/aab/json").then().statusCode(404);
        given().get("/containers/aaa/json").then().body("Name", is("/one"));
        refused(
                given().get("/containers/a/json").then(),
                400,
                is("multiple IDs found with provided prefix: a"));
    }

    @Test
    void listsShowWhatRunsOrAllNewestFirst() {
        api.created("old");
        api.started("running");
        api.created("young");

        given().get("/containers/json").then().body("Names", contains(List.of("/running")));
        given().get("/containers/json?all=1")
                .then()
                .body("Names", contains(List.of("/young"), List.of("/running"), List.of("/old")));
        given().get("/containers/json?limit=2")
                .then()
                .body("Names", contains(List.of("/young"), List.of("/running")));
        refused(given().get("/containers/json?limit=few").then(), 400, containsString("few"));
    }

    @Test
    void listsAreFiltered() {
        api.create("?name=front", "\"Labels\":{\"tier\":\"front\"}").statusCode(201);
        api.create("?name=back", "\"Labels\":{\"tier\":\"back\"}").statusCode(201);
        api.started("running");

        filtered("{\"label\":[\"tier=front\"]}", "front");
        filtered("{\"label\":[\"tier\"]}", "front", "back");
        filtered("{\"status\":[\"created\"]}", "front", "back");
        filtered("{\"status\":{\"running\":true}}", "running");
        filtered("{\"name\":[\"^/ba\"]}", "back");
        filtered("{\"ancestor\":[\"busybox\"]}", "front", "back", "running");
        for (String bad : List.of("{\"nope\":[\"x\"]}", "{\"status\":[\"asleep\"]}", "[]")) {
            given().queryParam("filters", bad)
                    .get("/containers/json?all=1")
                    .then()
                    .statusCode(400)
                    .body("$", hasKey("message"));
        }
    }

    @Test
    void aListedContainerHasDockersFields() {
        String id = api.started("web");
        given().get("/v1.51/containers/json?size=1")
                .then()
                .body("[0].Id", is(id))
                .body("[0].Image", is("busybox"))
                .body("[0].Command", is("sleep 9"))
                .body("[0].State", is("running"))
                .body("[0].Status", startsWith("Up "))
                .body("[0].SizeRw", is(4096))
                .body("[0].HostConfig.NetworkMode", is("none"))
                .body("[0]", hasKey("ImageManifestDescriptor"));
        given().get("/v1.24/containers/json")
                .then()
                .body("[0]", not(hasKey("ImageManifestDescriptor")))
                .body("[0]", not(hasKey("SizeRw")));
    }

    @Test
    void inspectIsShapedForTheVersionAsked() {
        String id = api.started("web");
        given().get("/v1.51/containers/web/json?size=1")
                .then()
                .body("Id", is(id))
                .body("Path", is("sleep"))
                .body("Args", contains("9"))
                .body("State.Running", is(true))
                .body("SizeRw", is(4096))
                .body("HostConfig", not(hasKey("KernelMemory")))
                .body("LogPath", endsWith(id + "-json.log"))
                .body("$", hasKey("ImageManifestDescriptor"));
        given().get("/v1.24/containers/web/json")
                .then()
                .body("$", not(hasKey("SizeRw")))
                .body("HostConfig", hasKey("KernelMemory"))
                .body("$", not(hasKey("ImageManifestDescriptor")));
    }

    @Test
    void pruneRemovesWhatDoesNotRun() {
        String ended = api.started("ended");
        api.post("ended", "stop").statusCode(204);
        String kept = api.create("?name=kept", "\"Labels\":{\"keep\":\"\"}").extract().path("Id");
        String running = api.started("running");

        refused(
                given().queryParam("filters", "{\"name\":[\"x\"]}")
                        .post("/containers/prune")
                        .then(),
                400,
                is("invalid filter 'name'"));
        given().queryParam("filters", "{\"label!\":[\"keep\"]}")
                .post("/containers/prune")
                .then()
                .statusCode(200)
                .body("ContainersDeleted", contains(ended))
                .body("SpaceReclaimed", is(4096));
        given().get("/containers/json?all=1").then().body("Id", containsInAnyOrder(kept, running));
    }

    private static void filtered(String filters, String... names) {
        List<List<String>> expected = new ArrayList<>();
        List.of(names).forEach(name -> expected.add(List.of("/" + name)));
        given().queryParam("filters", filters)
                .get("/containers/json?all=1")
                .then()
                .statusCode(200)
                .body("Names", containsInAnyOrder(expected.toArray()));
    }

    private static void refused(
            ValidatableResponse answer, int status, org.hamcrest.Matcher<String> message) {
        answer.statusCode(status).contentType(ContentType.JSON).body("message", message);
    }
}
