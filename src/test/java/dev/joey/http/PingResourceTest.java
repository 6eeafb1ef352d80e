package dev.joey.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PingResourceTest {
    @Test
    void answersOk() {
        given().get("/_ping").then().statusCode(200).body(is("OK"));
    }
}
