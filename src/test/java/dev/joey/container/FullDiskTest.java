package dev.joey.container;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that may not grow any more, as on a full disk: the daemon says so and lives on. */
@QuarkusTest
class FullDiskTest {
    private static final long ROOM = 1L << 30;

    private final ApiSetup api;
    private final DataSource writer;

    @Inject
    FullDiskTest(ApiSetup api, DataSource writer) {
        this.api = api;
        this.writer = writer;
    }

    @BeforeEach
    void begin() {
        api.begin();
    }

    @AfterEach
    void end() throws SQLException {
        limitPages(ROOM);
        api.end();
    }

    @Test
    void whatCannotBeStoredIs503WithTheReasonAndTheDaemonLivesOn() throws SQLException {
        api.created("before");
        limitPages(1);

        refused(firstThatFails());

        given().get("/containers/json?all=1").then().statusCode(200);
        limitPages(ROOM);
        big("after").statusCode(201);
        api.post("before", "start").statusCode(204);
        assertEquals("running", api.status("before"));
    }

    /** Uses up the pages that are free inside the file. */
    private ValidatableResponse firstThatFails() {
        for (int i = 0; i < 200; i++) {
            ValidatableResponse answer = big("fill" + i);
            if (answer.extract().statusCode() != 201) {
                given().get("/containers/fill" + i + "/json").then().statusCode(404);
                return answer;
            }
        }
        throw new AssertionError("the limit does not hold");
    }

    private ValidatableResponse big(String name) {
        return api.create("?name=" + name, "\"Labels\":{\"big\":\"" + "x".repeat(50_000) + "\"}");
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(503)
                .contentType(ContentType.JSON)
                .body("message", containsString("full"));
    }

    /** SQLite takes the present size if that is larger. */
    private void limitPages(long pages) throws SQLException {
        try (Connection connection = writer.getConnection();
                Statement statement = connection.createStatement();
                ResultSet _ = statement.executeQuery("PRAGMA max_page_count = " + pages)) {
            // Holds for the one connection that writes.
        }
    }
}
