package dev.joey.event;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.db.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class EventsResourceTest {
    private final EventJournal journal;
    private final EventRepository rows;
    private final Transactions transactions;
    private final ObjectMapper json;

    /** Other tests write to the same journal; ours are known by this. */
    private final String mine = UUID.randomUUID().toString();

    @Inject
    EventsResourceTest(
            EventJournal journal,
            EventRepository rows,
            Transactions transactions,
            ObjectMapper json) {
        this.journal = journal;
        this.rows = rows;
        this.transactions = transactions;
        this.json = json;
    }

    @Test
    void anEventHasDockersForm() throws Exception {
        Instant before = Instant.now();
        append("start", "image", "busybox");

        JsonNode event = history(before, "").getFirst();

        assertEquals("container", event.path("Type").asText());
        assertEquals("start", event.path("Action").asText());
        assertEquals("start", event.path("status").asText());
        assertEquals("busybox", event.path("from").asText());
        assertEquals("id-of-start", event.path("id").asText());
        assertEquals("id-of-start", event.path("Actor").path("ID").asText());
        assertEquals(mine, event.path("Actor").path("Attributes").path("test").asText());
        assertEquals("local", event.path("scope").asText());
        assertEquals(event.path("time").asLong(), event.path("timeNano").asLong() / 1_000_000_000L);
    }

    @Test
    void sinceAndUntilCutTheHistory() throws Exception {
        append("one");
        Instant afterOne = Instant.now();
        append("two");
        Instant afterTwo = Instant.now();
        append("three");

        assertEquals(List.of("two", "three"), actions(history(afterOne, "")));
        assertEquals(List.of("two"), actions(read(query(afterOne, afterTwo, ""))));
        assertEquals(List.of(), actions(read("until=" + seconds(afterOne) + "&" + filter(""))));
    }

    @Test
    void filtersChoose() throws Exception {
        Instant before = Instant.now();
        append("start", "name", "web");
        append("die", "name", "web", "tier", "front");
        append("exec_start: sh", "name", "shop");

        assertEquals(List.of("start"), actions(history(before, ",\"event\":[\"start\"]")));
        assertEquals(List.of("start", "die"), actions(history(before, ",\"container\":[\"web\"]")));
        assertEquals(
                List.of("exec_start: sh"), actions(history(before, ",\"event\":[\"exec_start\"]")));
        assertEquals(List.of(), actions(history(before, ",\"type\":[\"image\"]")));
        assertEquals(3, history(before, ",\"type\":{\"container\":true}").size());
        String labels = "{\"label\":[\"tier=front\",\"test=" + mine + "\"]}";
        assertEquals(
                List.of("die"),
                actions(
                        read(
                                "since="
                                        + seconds(before)
                                        + "&until="
                                        + seconds(Instant.now())
                                        + "&filters="
                                        + encoded(labels))));
    }

    @Test
    void whatCannotBeUnderstoodIsRefused() {
        given().get("/events?since=200&until=100")
                .then()
                .statusCode(400)
                .body("message", is("`since` time (200) cannot be after `until` time (100)"));
        given().get("/events?since=soon").then().statusCode(400);
        given().queryParam("filters", "{\"nope\":[\"x\"]}")
                .get("/events?until=1")
                .then()
                .statusCode(400)
                .body("message", startsWith("invalid filter"));
    }

    @Test
    void historyGoesOnLiveWithoutGapOrDoubling() throws Exception {
        Instant before = Instant.now();
        int count = 600;
        Thread writer =
                Thread.ofVirtual()
                        .start(() -> IntStream.range(0, count).forEach(i -> append("e" + i)));

        List<String> seen = live("since=" + seconds(before) + "&" + filter(""), count);
        writer.join();

        assertEquals(IntStream.range(0, count).mapToObj(i -> "e" + i).toList(), seen);
    }

    @Test
    void aStreamThatWaitsHearsOfWhatComes() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = open(client, filter(""))) {
            append("now");
            assertEquals("now", json.readTree(lines.readLine()).path("Action").asText());
        }
    }

    @Test
    void untilInTheFutureEndsTheStream() throws Exception {
        Instant end = Instant.now().plusMillis(1500);
        append("early");
        List<JsonNode> events = read("until=" + seconds(end) + "&" + filter(""));
        assertTrue(!Instant.now().isBefore(end));
        assertTrue(events.size() <= 1);
    }

    @Test
    void sequencesHaveNoGapsEvenWhenATransactionFails() {
        append("before");
        long last = rows.last();
        assertThrows(
                IllegalStateException.class,
                () ->
                        transactions.run(
                                () -> {
                                    append("lost");
                                    throw new IllegalStateException("on purpose");
                                }));
        append("after");

        List<EngineEvent> next = rows.after(last, 10);
        assertEquals(List.of("after"), next.stream().map(EngineEvent::action).toList());
        assertEquals(last + 1, next.getFirst().sequence());
    }

    @Test
    void retentionKeepsTheNewest() {
        IntStream.range(0, 5).forEach(i -> append("t" + i));
        long last = rows.last();
        rows.trim(2);
        assertEquals(
                List.of(last - 1, last),
                rows.after(0, 10).stream().map(EngineEvent::sequence).toList());
    }

    private void append(String action, String... pairs) {
        Map<String, String> attributes = new java.util.HashMap<>(Map.of("test", mine));
        for (int i = 0; i < pairs.length; i += 2) {
            attributes.put(pairs[i], pairs[i + 1]);
        }
        journal.append("container", action, "id-of-" + action, attributes);
    }

    private List<JsonNode> history(Instant since, String moreFilters) throws Exception {
        return read(query(since, Instant.now(), moreFilters));
    }

    private String query(Instant since, Instant until, String moreFilters) {
        return "since=" + seconds(since) + "&until=" + seconds(until) + "&" + filter(moreFilters);
    }

    private String filter(String more) {
        return "filters=" + encoded("{\"label\":[\"test=" + mine + "\"]" + more + "}");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String seconds(Instant at) {
        return at.getEpochSecond() + "." + "%09d".formatted(at.getNano());
    }

    /** Reads a stream that ends. */
    private List<JsonNode> read(String query) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = open(client, query)) {
            List<JsonNode> events = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(json.readTree(line));
            }
            return events;
        }
    }

    /** Reads the actions of so many events of a stream that does not end. */
    private List<String> live(String query, int count) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = open(client, query)) {
            List<String> seen = new ArrayList<>();
            while (seen.size() < count) {
                seen.add(json.readTree(lines.readLine()).path("Action").asText());
            }
            return seen;
        }
    }

    private static BufferedReader open(HttpClient client, String query) {
        URI uri = URI.create("http://localhost:" + RestAssured.port + "/events?" + query);
        try {
            var body =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                            .body();
            return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> actions(List<JsonNode> events) {
        return events.stream().map(event -> event.path("Action").asText()).toList();
    }
}
