package dev.joey.container;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.containerd.Tasks.TaskStatus;
import dev.joey.testing.FakeContainerd;
import dev.joey.testing.FakeTasks;
import dev.joey.testing.TestImages;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What tests of the container API have in common: the real routes, verbs and database over a
 * containerd in memory, with one image named busybox. Processes end by SIGTERM and SIGKILL.
 */
@ApplicationScoped
public class ApiSetup {
    private final FakeTasks tasks;
    private final FakeContainerd containerd;
    private final ContainerManager manager;
    private final Clock clock;

    ApiSetup(FakeTasks tasks, FakeContainerd containerd, ContainerManager manager, Clock clock) {
        this.tasks = tasks;
        this.containerd = containerd;
        this.manager = manager;
        this.clock = clock;
    }

    /** Loads the image. */
    public void begin() {
        tasks.clear();
        tasks.onSignal(this::receive);
        byte[] layer = TestImages.layer(Map.of("etc/motd", "no program is needed here"));
        byte[] archive =
                TestImages.tar(
                        TestImages.dockerArchive(
                                TestImages.image(
                                        "busybox:latest", "amd64", List.of(layer), Map.of())));
        given().contentType("application/x-tar")
                .body(archive)
                .post("/images/load")
                .then()
                .statusCode(200);
    }

    /** Removes everything, and sees that nothing is left. */
    public void end() {
        List<String> ids = given().get("/containers/json?all=1").then().extract().path("Id");
        ids.forEach(id -> given().delete("/containers/{id}?force=1", id).then().statusCode(204));
        List<String> images = given().get("/images/json").then().extract().path("Id");
        images.forEach(id -> given().delete("/images/{id}?force=1", id).then().statusCode(200));
        await().untilAsserted(
                        () -> {
                            assertEquals(List.of(), tasks.list(), "no task is left");
                            assertEquals(Set.of(), containerd.snapshots(), "no snapshot is left");
                        });
    }

    /** Lets the process of a container end by itself. */
    public void ends(String id, int code) {
        TaskStatus ended = tasks.end(id, code, clock.instant());
        manager.taskListener().exited(id, id, ended.pid(), code, ended.exitedAt());
    }

    private void receive(String id, int signal) {
        if (signal == Signals.TERM || signal == Signals.KILL) {
            ends(id, 128 + signal);
        }
    }

    /** Asks for a container without a network. */
    public ValidatableResponse create(String query, String fields) {
        return given().contentType(ContentType.JSON)
                .body(
                        "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"9\"]"
                                + (fields.isEmpty() ? "" : "," + fields)
                                + (fields.contains("HostConfig")
                                        ? "}"
                                        : ",\"HostConfig\":{\"NetworkMode\":\"none\"}}"))
                .post("/containers/create" + query)
                .then();
    }

    /** Makes a container; answers its id. */
    public String created(String name) {
        return create("?name=" + name, "").statusCode(201).extract().path("Id");
    }

    /** Makes and starts one; answers its id. */
    public String started(String name) {
        String id = created(name);
        post(id, "start").statusCode(204);
        return id;
    }

    /** A verb without a body. */
    public ValidatableResponse post(String container, String verb) {
        return given().post("/containers/" + container + "/" + verb).then();
    }

    /** The state's word as inspect tells it. */
    public String status(String container) {
        return given().get("/containers/" + container + "/json")
                .then()
                .statusCode(200)
                .extract()
                .path("State.Status");
    }
}
