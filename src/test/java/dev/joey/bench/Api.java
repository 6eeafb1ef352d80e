package dev.joey.bench;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.Json;
import dev.joey.testing.UnixHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The API as a program uses it: one kept-alive connection. For one thread. */
final class Api implements AutoCloseable {
    private static final String TRUE =
            """
            {"Image":"busybox","Cmd":["true"],"HostConfig":{"NetworkMode":"none"}}""";
    private static final String SLEEP =
            """
            {"Image":"busybox","Cmd":["sleep","3600"],"HostConfig":{"NetworkMode":"none"}}""";

    private final UnixHttp http;
    private final Map<String, Double> steps = new TreeMap<>();

    Api(DaemonUnderTest daemon) {
        this.http = daemon.http();
    }

    void load(Path image) throws java.io.IOException {
        check(http.send("POST", "/images/load", Files.readAllBytes(image), "application/x-tar"));
    }

    /** The whole life of a container of {@code true}. */
    void run() {
        String id = create(TRUE);
        timed("start", () -> start(id));
        timed("wait", () -> check(http.post("/containers/" + id + "/wait", "")));
        timed("remove", () -> check(http.delete("/containers/" + id)));
    }

    /** A container that was never started. */
    String created() {
        return create(TRUE);
    }

    /** A container that runs on. */
    String running() {
        String id = create(SLEEP);
        start(id);
        return id;
    }

    /** A container that will print so many bytes in lines of 100. */
    String flooding(String driver, long bytes) {
        String line = "0123456789".repeat(10).substring(1);
        return create(
                "{\"Image\":\"busybox\",\"Cmd\":[\"sh\",\"-c\",\"yes "
                        + line
                        + " | head -c "
                        + bytes
                        + "\"],\"HostConfig\":{\"NetworkMode\":\"none\",\"LogConfig\":{\"Type\":\""
                        + driver
                        + "\"}}}");
    }

    void startIt(String id) {
        start(id);
    }

    /** When a container ended. */
    Instant finishedAt(String id) {
        return Instant.parse(
                Json.of(check(http.get("/containers/" + id + "/json")).text())
                        .at("/State/FinishedAt")
                        .asText());
    }

    void oneShot(String id) {
        check(http.get("/containers/" + id + "/stats?stream=0&one-shot=1"));
    }

    void remove(String id) {
        check(http.delete("/containers/" + id + "?force=1"));
    }

    void list() {
        check(http.get("/containers/json?all=1"));
    }

    void inspect(String id) {
        check(http.get("/containers/" + id + "/json"));
    }

    String metrics() {
        return check(http.get("/metrics")).text();
    }

    /** Milliseconds spent in each call of {@link #run} since the last time this was asked. */
    Map<String, Double> steps() {
        Map<String, Double> taken = Map.copyOf(steps);
        steps.clear();
        return taken;
    }

    private String create(String body) {
        String[] id = new String[1];
        timed(
                "create",
                () ->
                        id[0] =
                                Json.of(check(http.post("/containers/create", body)).text())
                                        .path("Id")
                                        .asText());
        return id[0];
    }

    private void start(String id) {
        check(http.post("/containers/" + id + "/start", ""));
    }

    private void timed(String step, Runnable work) {
        steps.merge(step, Sample.time(work), Double::sum);
    }

    private static UnixHttp.Response check(UnixHttp.Response response) {
        if (response.status() >= 300) {
            throw new IllegalStateException(response.status() + " " + response.text());
        }
        return response;
    }

    @Override
    public void close() {
        http.close();
    }
}
