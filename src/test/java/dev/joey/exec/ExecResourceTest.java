package dev.joey.exec;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ApiSetup;
import dev.joey.container.ContainerManager;
import dev.joey.error.EngineException;
import dev.joey.testing.FakeTasks;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class ExecResourceTest {
    private static final String DETACHED = "{\"Detach\":true}";

    private final ApiSetup api;
    private final FakeTasks tasks;
    private final ContainerManager containers;

    @Inject
    ExecResourceTest(ApiSetup api, FakeTasks tasks, ContainerManager containers) {
        this.api = api;
        this.tasks = tasks;
        this.containers = containers;
    }

    @BeforeEach
    void begin() {
        api.begin();
    }

    @AfterEach
    void end() {
        api.end();
    }

    private static ValidatableResponse json(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }

    private static ValidatableResponse create(String container, String body) {
        return json("/containers/" + container + "/exec", body);
    }

    private static String created(String fields) {
        return create("web", "{\"Cmd\":[\"sh\",\"-c\",\"true\"]" + fields + "}")
                .statusCode(201)
                .body("Id", matchesPattern("[0-9a-f]{64}"))
                .extract()
                .path("Id");
    }

    private static ValidatableResponse inspect(String exec) {
        return given().get("/exec/" + exec + "/json").then();
    }

    private static void refused(ValidatableResponse answer, int status, String message) {
        answer.statusCode(status).contentType(ContentType.JSON).body("message", is(message));
    }

    private void ends(String container, String exec, int code) {
        tasks.endExec(exec, code, Instant.now());
        containers.taskListener().exited(container, exec, 0, code, Instant.now());
        Awaitility.await().untilAsserted(() -> inspect(exec).body("Running", is(false)));
    }

    @Test
    void inspectTellsAllThatDockerTells() {
        String web = api.started("web");
        String id =
                created(
                        ",\"AttachStdin\":true,\"AttachStdout\":true,\"Tty\":true,\"User\":\"0\","
                                + "\"DetachKeys\":\"ctrl-a,b\",\"Privileged\":true,\"ConsoleSize\":[24,80]");
        inspect(id)
                .statusCode(200)
                .body("ID", is(id))
                .body("Running", is(false))
                .body("ExitCode", nullValue())
                .body("ProcessConfig.tty", is(true))
                .body("ProcessConfig.entrypoint", is("sh"))
                .body("ProcessConfig.arguments", equalTo(java.util.List.of("-c", "true")))
                .body("ProcessConfig.privileged", is(true))
                .body("ProcessConfig.user", is("0"))
                .body("OpenStdin", is(true))
                .body("OpenStdout", is(true))
                .body("OpenStderr", is(false))
                .body("CanRemove", is(false))
                .body("ContainerID", is(web))
                .body("DetachKeys", is("AWI="))
                .body("Pid", is(0));
        given().get("/containers/web/json").then().body("ExecIDs", hasItem(id));

        json("/exec/" + id + "/start", DETACHED).statusCode(200);
        int pid = inspect(id).body("Running", is(true)).extract().path("Pid");
        assertTrue(pid > 0);
        ends(web, id, 7);
        inspect(id).body("ExitCode", is(7)).body("Pid", is(pid));
        given().get("/containers/web/json").then().body("ExecIDs", nullValue());
    }

    @Test
    void whatCannotBeIsRefused() {
        String web = api.created("web");
        refused(create("web", "{\"Cmd\":[\"true\"]}"), 409, "container " + web + " is not running");
        refused(create("nope", "{\"Cmd\":[\"true\"]}"), 404, "No such container: nope");
        api.post("web", "start").statusCode(204);
        refused(create("web", "{}"), 400, "No exec command specified");
        refused(create("web", "{\"Cmd\":[]}"), 400, "No exec command specified");
        refused(
                create("web", "{\"Cmd\":[\"true\"],\"DetachKeys\":\"nope\"}"),
                400,
                "Invalid escape keys (nope) provided");
        create("web", "{\"Cmd\":[\"true\"],\"ConsoleSize\":[1,-1]}").statusCode(400);
        create("web", "{\"Cmd\":\"true\"}").statusCode(400);
        String id = created("");
        api.post("web", "pause").statusCode(204);
        refused(
                create("web", "{\"Cmd\":[\"true\"]}"),
                409,
                "Container web is paused, unpause the container before exec");
        refused(
                json("/exec/" + id + "/start", "{}"),
                409,
                "Container " + web + " is paused, unpause the container before exec");
        api.post("web", "unpause").statusCode(204);
        for (String verb : new String[] {"start", "resize?h=1&w=1"}) {
            refused(json("/exec/nope/" + verb, "{}"), 404, "No such exec instance: nope");
        }
        refused(inspect("nope"), 404, "No such exec instance: nope");
    }

    @Test
    void nothingIsStartedTwice() {
        String web = api.started("web");
        String id = created("");
        json("/exec/" + id + "/start", DETACHED).statusCode(200);
        refused(
                json("/exec/" + id + "/start", DETACHED),
                409,
                "Error: Exec command " + id + " is already running");
        ends(web, id, 0);
        refused(
                json("/exec/" + id + "/start", "{}"),
                409,
                "Error: Exec command " + id + " has already run");
    }

    @Test
    void sizesAreNumbersOfCells() {
        String web = api.started("web");
        String id = created(",\"Tty\":true");
        json("/exec/" + id + "/start", DETACHED).statusCode(200);
        String path = "/exec/" + id + "/resize";
        given().post(path + "?h=24&w=80").then().statusCode(200);
        given().post(path + "?h=0&w=0").then().statusCode(200);
        refused(
                given().post(path + "?w=80").then(),
                400,
                "invalid resize height \"\": invalid syntax");
        refused(
                given().post(path + "?h=24&w=-1").then(),
                400,
                "invalid resize width \"-1\": value out of range");
        refused(
                given().post(path + "?h=99999999999999999999&w=1").then(),
                400,
                "invalid resize height \"99999999999999999999\": value out of range");
        refused(
                given().post(path + "?h=24&w=x").then(),
                400,
                "invalid resize width \"x\": invalid syntax");
        ends(web, id, 0);
        given().post(path + "?h=24&w=80").then().statusCode(409);
    }

    @Test
    void aDetachedStartThatFailsIsAnswered() {
        api.started("web");
        String id = created("");
        String reason = "OCI runtime exec failed: exec: \"sh\": executable file not found in $PATH";
        tasks.failExecWith(new EngineException.Internal(reason, null));
        refused(json("/exec/" + id + "/start", DETACHED), 400, reason);
        inspect(id).body("ExitCode", is(127)).body("Running", is(false));
    }

    @Test
    void anAttachedStartTakesTheConnectionOver() throws IOException {
        String web = api.started("web");
        String id = created(",\"AttachStdin\":true,\"AttachStdout\":true");
        try (Socket client = start(id, "{\"Detach\":false,\"Tty\":false}")) {
            BufferedReader in = reader(client);
            assertEquals("HTTP/1.1 101 UPGRADED", in.readLine());
            String head = head(in);
            assertTrue(head.contains("application/vnd.docker.multiplexed-stream"), head);
            client.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("\1\0\0\0\0\0\0\6hello", in.readLine());
            ends(web, id, 0);
            assertEquals(-1, in.read());
        }
    }

    @Test
    void whyAnAttachedStartFailedIsToldOnTheConnection() throws IOException {
        api.started("web");
        String id = created("");
        tasks.failExecWith(new EngineException.Internal("OCI: permission denied", null));
        try (Socket client = start(id, "{\"Tty\":true}")) {
            BufferedReader in = reader(client);
            assertEquals("HTTP/1.1 101 UPGRADED", in.readLine());
            String head = head(in);
            assertTrue(head.contains("application/vnd.docker.raw-stream"), head);
            assertEquals("OCI: permission denied", in.readLine());
            assertEquals(-1, in.read());
        }
        inspect(id).body("ExitCode", is(126));
    }

    private static Socket start(String id, String body) throws IOException {
        Socket client = new Socket("localhost", RestAssured.port);
        client.getOutputStream()
                .write(
                        ("POST /v1.51/exec/"
                                        + id
                                        + "/start HTTP/1.1\r\nHost: joey\r\nConnection: Upgrade\r\n"
                                        + "Upgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body)
                                .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static String head(BufferedReader in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }
}
