package dev.joey.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {
    @Test
    void aBearerChallengeHasParameters() {
        assertEquals(
                List.of(
                        new Challenge(
                                "bearer",
                                Map.of(
                                        "realm", "https://auth.example.com/token",
                                        "service", "registry",
                                        "scope", "repository:a/b:pull,push"))),
                Challenge.parse(
                        List.of(
                                "Bearer realm=\"https://auth.example.com/token\",service=\"registry\","
                                        + "scope=\"repository:a/b:pull,push\"")));
    }

    @Test
    void severalChallengesInOneHeaderAreTold() {
        assertEquals(
                List.of("basic", "bearer", "negotiate"),
                Challenge.parse(List.of("Basic realm=\"a \\\"b\\\"\", Bearer realm=x, Negotiate"))
                        .stream()
                        .map(Challenge::scheme)
                        .toList());
    }

    @Test
    void quotedTextKeepsItsQuotes() {
        assertEquals(
                "a \"b\"",
                Challenge.parse(List.of("Basic realm=\"a \\\"b\\\"\""))
                        .getFirst()
                        .parameter("realm"));
    }

    @Test
    void nonsenseIsNoChallenge() {
        assertEquals(List.of(), Challenge.parse(List.of("", "=\"", "\"\"", "x".repeat(10_000))));
    }
}
