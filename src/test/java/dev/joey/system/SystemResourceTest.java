package dev.joey.system;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SystemResourceTest {
    @Test
    void versionIsDockersDocument() {
        given().get("/version")
                .then()
                .statusCode(200)
                .body("Platform.Name", equalTo("Joey"))
                .body("ApiVersion", equalTo("1.51"))
                .body("MinAPIVersion", equalTo("1.24"))
                .body("Components.Name", hasItem("containerd"))
                .body("Components[0].Details.MinAPIVersion", equalTo("1.24"))
                .body("Os", equalTo("linux"))
                .body("GoVersion", matchesPattern("java25\\..*"));
    }

    @Test
    void infoIsDockersDocument() {
        given().get("/info")
                .then()
                .statusCode(200)
                .body("ID", matchesPattern("[0-9a-f-]{36}"))
                .body("Driver", equalTo("overlayfs"))
                .body("NCPU", greaterThan(0))
                .body("IPv4Forwarding", equalTo(given().get("/info").path("IPv4Forwarding")))
                .body("Swarm.LocalNodeState", equalTo("inactive"))
                .body("Runtimes", hasKey("runc"))
                .body("LiveRestoreEnabled", equalTo(true))
                .body("Plugins.Authorization", nullValue())
                .body("ContainerdCommit", hasKey("ID"))
                .body("Containerd.Namespaces.Containers", equalTo("joey"));
    }

    @Test
    void infoIsShapedForOlderClients() {
        given().get("/v1.45/info")
                .then()
                .statusCode(200)
                .body("$", not(hasKey("Containerd")))
                .body("BridgeNfIptables", equalTo(false))
                .body("RuncCommit", hasKey("Expected"));
        given().get("/v1.51/info").then().body("$", not(hasKey("BridgeNfIptables")));
        given().get("/v1.24/info")
                .then()
                .body("SecurityOptions", everyItem(not(containsString("="))));
    }

    @Test
    void aRegistryThatIsNotThereTakesNoLogin() {
        given().contentType("application/json")
                .body("{\"serveraddress\":\"127.0.0.1:1\",\"username\":\"a\"}")
                .post("/auth")
                .then()
                .statusCode(500)
                .body("message", containsString("connect: connection refused"));
    }

    @Test
    void diskUsageIsToldForWhatIsAskedFor() {
        given().get("/system/df")
                .then()
                .statusCode(200)
                .body("Images", notNullValue())
                .body("Containers", notNullValue())
                .body("Volumes", notNullValue());
        given().get("/system/df?type=image")
                .then()
                .body("Images", notNullValue())
                .body("Containers", nullValue());
        given().get("/system/df?type=x")
                .then()
                .statusCode(400)
                .body("message", equalTo("unknown object type: x"));
    }

    @Test
    void theIdStaysTheSame() {
        String first = given().get("/info").path("ID");

        given().get("/info").then().body("ID", equalTo(first));
    }

    @Test
    void liveIsUpAndReadySaysWhatIsMissing() {
        given().get("/health/live").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/health/ready")
                .then()
                .body("checks.find { it.name == 'database' }.status", equalTo("UP"));
    }

    @Test
    void actionsOfClientsAreCounted() {
        given().delete("/v1.51/containers/nobody").then().statusCode(404);

        given().get("/metrics")
                .then()
                .body(
                        containsString(
                                "engine_daemon_container_actions_counter_total{action=\"delete\""))
                .body(
                        containsString(
                                "engine_daemon_container_actions_seconds_count{action=\"delete\""));
    }

    @Test
    void metricsNameTheEngine() {
        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("engine_daemon_engine_info{"));
    }
}
