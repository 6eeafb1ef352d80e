package dev.joey.container;

import static dev.joey.container.WireSamples.IMAGE_ID;
import static dev.joey.container.WireSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.joey.container.ContainerFilters.Query;
import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Exited;
import dev.joey.container.ContainerState.Paused;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotFound;
import dev.joey.oci.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerFiltersTest {
    private static final Run RUN = new Run(1, 42, NOON);
    private static final Exit ONE = new Exit(1, 1, NOON, NOON, false);
    private static final Digest OTHER = new Digest("sha256:" + "ef".repeat(32));

    /** From oldest to newest, handed over in another order. */
    private static final List<ContainerSummary> ALL =
            List.of(
                    summary(1, "web", new Running(RUN), Map.of("app", "x", "tier", "front")),
                    summary(2, "db", new Paused(RUN), Map.of("app", "x")),
                    summary(3, "job", new Exited(ONE, null), Map.of("app", "y")),
                    summary(4, "loop", new Restarting(ONE, NOON), Map.of()),
                    summary(5, "new", new Created(null), Map.of()));

    private static ContainerSummary summary(
            int number, String name, ContainerState state, Map<String, String> labels) {
        return new ContainerSummary(
                new ContainerId(number + "a".repeat(63)),
                name,
                NOON.plusSeconds(number),
                "busybox",
                number == 3 ? OTHER : IMAGE_ID,
                "sh",
                state,
                number == 2 ? "host" : "none",
                number == 2 ? Map.of("host", "f00d") : Map.of("none", ""),
                labels,
                Map.of(),
                number == 1 ? Set.of("80/tcp") : Set.of(),
                number == 1 ? Set.of("8080/tcp") : Set.of(),
                number == 1 ? Set.of("/data", "vol") : Set.of(),
                List.of());
    }

    private static String select(String filters, Query query) {
        List<ContainerSummary> shuffled = new ArrayList<>(ALL);
        Collections.rotate(shuffled, 2);
        return ContainerFilters.of(filters(filters))
                .select(
                        shuffled,
                        query,
                        name -> name.equals("none") ? Optional.empty() : Optional.of(IMAGE_ID))
                .stream()
                .map(ContainerSummary::name)
                .collect(Collectors.joining(" "));
    }

    /** Reads {@code key=value;key=value}. */
    private static Map<String, List<String>> filters(String text) {
        return text == null
                ? Map.of()
                : Stream.of(text.split(";", -1))
                        .collect(
                                Collectors.groupingBy(
                                        pair -> pair.substring(0, pair.indexOf('=')),
                                        Collectors.mapping(
                                                pair -> pair.substring(pair.indexOf('=') + 1),
                                                Collectors.toList())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                          | new loop job db web",
                "name=web                   | web",
                "name=^/web$                | web",
                "name=o                     | loop job",
                "name=web;name=^d           | db web",
                "name=(                     | ''",
                "id=3a                      | job",
                "id=^2                      | db",
                "status=exited              | job",
                "status=exited;status=paused | job db",
                "status=running             | web",
                "status=created             | new",
                "status=removing            | ''",
                "label=app                  | job db web",
                "label=app=x                | db web",
                "label=app=x;label=tier     | web",
                "label=nope                 | ''",
                "ancestor=busybox           | new loop db web",
                "ancestor=none              | ''",
                "exited=1                   | job",
                "exited=0                   | ''",
                "health=none                | new loop job db web",
                "health=healthy             | ''",
                "is-task=true               | ''",
                "is-task=false              | new loop job db web",
                "isolation=default          | new loop job db web",
                "network=host               | db",
                "network=f00                | db",
                "network=none;network=host  | new loop job db web",
                "volume=/data               | web",
                "volume=vol                 | web",
                "volume=x                   | ''",
                "expose=80                  | web",
                "expose=79-81/tcp           | web",
                "expose=80/udp              | ''",
                "publish=8080               | web",
                "publish=80                 | ''",
                "since=db                   | new loop job",
                "before=job                 | db web",
                "since=web;before=loop      | job db",
                "since=1a                   | new loop job db",
            })
    void eachFilterSelectsWhatDockerSelects(String filters, String names) {
        assertEquals(names, select(filters, Query.ALL));
    }

    @Test
    void unwantedLabelsAreLeftOut() {
        assertEquals(
                List.of("new", "loop", "job"),
                ContainerFilters.of(Map.of("label!", List.of("app=x")))
                        .select(ALL, Query.ALL, _ -> Optional.empty())
                        .stream()
                        .map(ContainerSummary::name)
                        .toList());
    }

    @Test
    void withoutAllOnlyWhatRunsIsShown() {
        assertEquals("loop db web", select(null, Query.RUNNING));
        assertEquals("job", select("status=exited", Query.RUNNING));
        assertEquals("", select("name=job", Query.RUNNING));
    }

    @Test
    void aLimitCountsWhatMatchesAndShowsAllStates() {
        assertEquals("new loop", select(null, new Query(false, 2, null, null)));
        assertEquals("job db", select("label=app", new Query(false, 2, null, null)));
        assertEquals("loop db web", select(null, new Query(false, -1, null, null)));
    }

    @Test
    void sinceAndBeforeMayBeParameters() {
        assertEquals("new loop", select(null, new Query(true, 0, "job", null)));
        assertEquals("web", select(null, new Query(true, 0, null, "/db")));
        var failure =
                assertThrows(NotFound.class, () -> select(null, new Query(true, 0, "gone", null)));
        assertEquals("No such container: gone", failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo=1        | invalid filter 'foo'",
                "status=foo   | invalid filter 'status=foo': invalid value for state (foo): must be"
                        + " one of created, running, paused, restarting, removing, exited, dead",
                "health=foo   | invalid filter 'health=foo': invalid value for health (foo): must"
                        + " be one of none, starting, healthy, unhealthy",
                "exited=x     | invalid filter 'exited=x'",
                "publish=a:b  | filter for 'publish' should not contain ':': a:b",
                "expose=x     | error while looking up for expose x: invalid port specification:"
                        + " \"x\"",
            })
    void wrongFiltersAreRefused(String filters, String text) {
        var failure =
                assertThrows(InvalidParameter.class, () -> ContainerFilters.of(filters(filters)));
        assertEquals(text, failure.getMessage());
    }

    @Test
    void aPatternThatNeverEndsIsCutOff() {
        assertTimeout(
                Duration.ofSeconds(10),
                () ->
                        assertThrows(
                                InvalidParameter.class, () -> select("id=(a*)*(a*)*b", Query.ALL)));
    }

    @Test
    void pruneTakesWhatDoesNotRun() {
        assertEquals("job new", prune(Map.of()));
        assertEquals("job", prune(Map.of("label", List.of("app"))));
        assertEquals("new", prune(Map.of("label!", List.of("app=y"))));
    }

    @Test
    void pruneGoesByAge() {
        assertEquals("job", prune(Map.of("until", List.of("2026-11-24T12:00:04Z"))));
        assertEquals("", prune(Map.of("until", List.of("2026-11-24T12:00:00Z"))));
    }

    @Test
    void pruneRefusesWrongFilters() {
        assertThrows(InvalidParameter.class, () -> prune(Map.of("name", List.of("x"))));
        assertThrows(InvalidParameter.class, () -> prune(Map.of("until", List.of("1", "2"))));
    }

    private static String prune(Map<String, List<String>> filters) {
        return ALL.stream()
                .filter(PruneFilters.of(filters, time -> Optional.of(Instant.parse(time))))
                .map(ContainerSummary::name)
                .collect(Collectors.joining(" "));
    }
}
