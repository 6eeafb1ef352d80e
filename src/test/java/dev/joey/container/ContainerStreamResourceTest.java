package dev.joey.container;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.testing.FakeTasks;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class ContainerStreamResourceTest {
    private final ApiSetup api;
    private final FakeTasks tasks;

    @Inject
    ContainerStreamResourceTest(ApiSetup api, FakeTasks tasks) {
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
    void waitAnswersAtOnceWhenItDoesNotRun() {
        api.created("web");
        api.post("web", "wait").statusCode(200).body("StatusCode", is(0));
        String id = api.started("other");
        api.ends(id, 7);
        api.post("other", "wait?condition=not-running").statusCode(200).body("StatusCode", is(7));
    }

    @Test
    void theHeadOfAWaitComesBeforeTheEnd() throws Exception {
        String id = api.started("web");
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String condition : new String[] {"", "?condition=next-exit"}) {
                HttpResponse<InputStream> answer = await(client, "web/wait" + condition);
                assertEquals(200, answer.statusCode());
                api.ends(id, 9);
                assertEquals("{\"StatusCode\":9}\n", text(answer));
                api.post("web", "wait").statusCode(200);
                api.post("web", "start").statusCode(204);
            }
        }
    }

    @Test
    void aWaitForTheRemovalEndsWithIt() throws Exception {
        String id = api.started("web");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = await(client, "web/wait?condition=removed");
            api.ends(id, 5);
            api.post("web", "wait").body("StatusCode", is(5));
            given().delete("/containers/web").then().statusCode(204);
            assertEquals("{\"StatusCode\":5}\n", text(answer));
        }
    }

    @Test
    void anUnknownConditionIsRefused() {
        api.created("web");
        refused(api.post("web", "wait?condition=soon"), 400, "invalid condition: \"soon\"");
        refused(api.post("nope", "wait"), 404, "No such container: nope");
    }

    @Test
    void topShowsTheProcessesOfTheContainer() {
        tasks.nextPid(ProcessHandle.current().pid());
        api.started("web");
        String pid = Long.toString(ProcessHandle.current().pid());

        given().queryParam("ps_args", "-o pid,args")
                .get("/containers/web/top")
                .then()
                .statusCode(200)
                .body("Titles", contains("PID", "COMMAND"))
                .body("Processes[0]", hasItem(pid));
        given().get("/containers/web/top").then().body("Titles", hasItem("CMD"));
    }

    @Test
    void topRefusesWhatDoesHarmOrDoesNotRun() {
        String id = api.created("web");
        refused(
                given().get("/containers/web/top").then(),
                409,
                "container " + id + " is not running");
        api.post("web", "start").statusCode(204);
        given().queryParam("ps_args", "-o pid=evil")
                .get("/containers/web/top")
                .then()
                .statusCode(400)
                .body("message", containsString("not allowed"));
    }

    @Test
    void resizeNeedsARunningContainerAndNumbers() {
        String id = api.created("web");
        refused(api.post("web", "resize?h=24&w=80"), 409, "container " + id + " is not running");
        api.post("web", "start").statusCode(204);
        api.post("web", "resize?h=24&w=80").statusCode(200);
        api.post("web", "resize?h=many&w=80").statusCode(400);
        api.post("web", "resize?w=80").statusCode(400);
    }

    @Test
    void logsNeedAStream() {
        api.created("web");
        refused(
                given().get("/containers/web/logs").then(),
                400,
                "Bad parameters: you must choose at least one stream");
        given().get("/containers/web/logs?stdout=1").then().statusCode(200);
        refused(
                given().get("/containers/nope/logs?stdout=1").then(),
                404,
                "No such container: nope");
        given().get("/containers/web/logs?stdout=1&since=soon").then().statusCode(400);
    }

    @Test
    void logsOfWhatKeepsNoneAreRefused() {
        api.create(
                        "?name=web",
                        "\"HostConfig\":{\"NetworkMode\":\"none\",\"LogConfig\":{\"Type\":\"none\"}}")
                .statusCode(201);
        given().get("/containers/web/logs?stdout=1")
                .then()
                .statusCode(501)
                .body("message", containsString("does not support reading"));
    }

    @Test
    void attachIsRefusedBeforeTheConnectionIsTaken() {
        String id = api.started("web");
        api.post("web", "pause").statusCode(204);
        refused(
                api.post("web", "attach?stream=1&stdout=1"),
                409,
                "container " + id + " is paused, unpause the container before attach");
        refused(api.post("nope", "attach?stream=1"), 404, "No such container: nope");
        api.post("web", "attach?stream=1&detachKeys=ctrl-nope").statusCode(400);
    }

    private static HttpResponse<InputStream> await(HttpClient client, String path)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:"
                                                + RestAssured.port
                                                + "/containers/"
                                                + path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    private static String text(HttpResponse<InputStream> answer) throws Exception {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void refused(ValidatableResponse answer, int status, String message) {
        answer.statusCode(status).contentType(ContentType.JSON).body("message", is(message));
    }
}
