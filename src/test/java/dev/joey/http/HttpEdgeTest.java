package dev.joey.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HttpEdgeTest {
    @Test
    void thePingTellsTheVersionAndIsNeverCached() {
        for (String path : new String[] {"/_ping", "/v1.24/_ping", "/v1.51/_ping"}) {
            engineHeaders(given().get(path).then().statusCode(200).body(is("OK")))
                    .header("Cache-Control", "no-cache, no-store, must-revalidate")
                    .header("Pragma", "no-cache")
                    .header("Swarm", "inactive")
                    .header("Content-Type", equalTo("text/plain; charset=utf-8"))
                    .header("Builder-Version", nullValue());
            engineHeaders(given().head(path).then().statusCode(200).body(emptyString()))
                    .header("Content-Length", "0")
                    .header("Content-Type", equalTo("text/plain; charset=utf-8"));
        }
    }

    @Test
    void theVersionOfThePathIsTheRequests() {
        given().get("/edge/version").then().body(is("1.51"));
        given().get("/v1.30/edge/version").then().body(is("1.30"));
        given().get("/v1.44/edge/version?x=1").then().body(is("1.44"));
    }

    @Test
    void versionsOutOfRangeAreRefused() {
        message(given().get("/v1.99/edge/version").then().statusCode(400))
                .body(
                        "message",
                        is(
                                "client version 1.99 is too new. Maximum supported API version is 1.51"));
        message(given().get("/v1.10/_ping").then().statusCode(400))
                .body("message", startsWith("client version 1.10 is too old."));
    }

    @Test
    void queryAndEscapesSurviveThePrefix() {
        given().urlEncodingEnabled(false)
                .get("/v1.40/edge/query?all=0&filters=%7B%22name%22%3A%5B%22a%20b%22%5D%7D")
                .then()
                .body("all", is("false"))
                .body("names", is("[a b]"));
        given().get("/edge/query?all").then().body("all", is("false")).body("names", is("[]"));
        given().get("/edge/query?all=yes").then().body("all", is("true"));
        given().urlEncodingEnabled(false).get("/v1.40/edge/name/a%2525b").then().body(is("a%25b"));
    }

    @Test
    void aMalformedFilterIsTheClientsFault() {
        message(given().get("/edge/query?filters=x").then().statusCode(400))
                .body("message", is("invalid filter"));
    }

    @Test
    void failuresHaveDockersStatusAndBody() {
        failure("invalid", 400, "no good");
        failure("missing", 404, "No such container: x");
        failure("conflict", 409, "in use");
        failure("unbuilt", 501, "not built: x");
        failure("away", 503, "containerd is away");
        failure("bug", 500, "a bug's message");
        given().get("/edge/fail/same").then().statusCode(304).body(emptyString());
    }

    @Test
    void aBugShowsNoTrace() {
        given().get("/edge/fail/bug").then().body(not(containsString("at dev.joey")));
    }

    @Test
    void unknownPathsAreNotFoundInJson() {
        for (String path : new String[] {"/nosuch", "/v1.40/nosuch", "/", "/v1.40/", "/edge/x/y"}) {
            message(given().get(path).then().statusCode(404)).body("message", is("page not found"));
        }
    }

    @Test
    void aWrongMethodIsNotFoundBehindAVersionOnly() {
        message(given().delete("/v1.40/edge/version").then().statusCode(404))
                .body("message", is("page not found"));
        message(given().delete("/edge/version").then().statusCode(405));
    }

    @Test
    void jsonIsReadAsGoReadsIt() {
        post("{\"name\":\"a\",\"COUNT\":3,\"flag\":null,\"nonsense\":{},\"Inner\":{\"count\":1}}")
                .statusCode(200)
                .body("Name", is("a"))
                .body("Count", is(3))
                .body("Flag", nullValue())
                .body("Inner.Count", is(1));
        post("{\"At\":\"2026-11-24T12:00:00.5Z\"}")
                .statusCode(200)
                .body("At", is("2026-11-24T12:00:00.500Z"))
                .body(containsString("\"Words\":null"));
        post("null").statusCode(200);
        post(" {} \n").statusCode(200);
    }

    @Test
    void noBodyAtAllNeedsNoContentType() {
        given().post("/edge/json").then().statusCode(200).body("Name", nullValue());
        given().contentType("application/json").post("/edge/json").then().statusCode(200);
    }

    @Test
    void malformedJsonIsTheClientsFault() {
        refused("{\"Name\":", "invalid JSON: unexpected EOF");
        refused("{\"Name\" 1}", "invalid JSON: ");
        refused("  ", "invalid JSON: got EOF while reading request body");
        refused("{}{}", "unexpected content after JSON");
        refused("{} x", "unexpected content after JSON");
        refused("{\"Count\":\"3\"}", "invalid JSON: Count: ");
        refused("{\"Count\":1.5}", "invalid JSON: Count: ");
        refused("{\"Name\":7}", "invalid JSON: Name: ");
        refused("{\"Words\":[\"a\",{}]}", "invalid JSON: Words.[1]: ");
        refused("[]", "invalid JSON: ");
    }

    @Test
    void otherContentTypesAreRefused() {
        given().contentType("text/plain")
                .body("{}")
                .post("/edge/json")
                .then()
                .statusCode(400)
                .body("message", startsWith("unsupported Content-Type header (text/plain"))
                .body("message", containsString("): must be 'application/json'"));
        given().contentType("application/json; charset=utf-8")
                .body("{}")
                .post("/edge/json")
                .then()
                .statusCode(200);
    }

    @Test
    void theAcceptHeaderChangesNothing() {
        given().accept("text/plain").get("/edge/query").then().statusCode(200);
    }

    @Test
    void theEngineDescribesItself() {
        given().get("/openapi").then().statusCode(200).body(containsString("/_ping"));
        given().get("/swagger-ui").then().statusCode(200).body(containsString("swagger"));
        given().get("/health/live").then().statusCode(200).body("status", is("UP"));
        // No engine was started here, so nothing is reconciled yet.
        given().get("/health/ready").then().statusCode(503).body("status", is("DOWN"));
        given().get("/metrics").then().statusCode(200).body(containsString("jvm_"));
    }

    private static void failure(String kind, int status, String text) {
        message(given().get("/v1.40/edge/fail/" + kind).then().statusCode(status))
                .body("message", is(text));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body).post("/edge/json").then();
    }

    private static void refused(String body, String reason) {
        message(post(body).statusCode(400)).body("message", startsWith(reason));
    }

    private static ValidatableResponse message(ValidatableResponse response) {
        return engineHeaders(response).header("Content-Type", startsWith("application/json"));
    }

    private static ValidatableResponse engineHeaders(ValidatableResponse response) {
        return response.header("Api-Version", "1.51")
                .header("Docker-Experimental", "false")
                .header("Ostype", "linux")
                .header("Server", startsWith("Joey/"));
    }
}
