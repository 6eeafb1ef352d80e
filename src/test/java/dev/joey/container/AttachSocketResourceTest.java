package dev.joey.container;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attach over WebSockets, with the JDK's client; the container gives back what it reads. */
@QuarkusTest
@Timeout(60)
class AttachSocketResourceTest {
    private static final String ALL = "stream=1&stdin=1&stdout=1&stderr=1";

    private final ApiSetup api;
    private final HttpClient http = HttpClient.newHttpClient();

    @Inject
    AttachSocketResourceTest(ApiSetup api) {
        this.api = api;
    }

    @BeforeEach
    void begin() {
        api.begin();
    }

    @AfterEach
    void end() {
        http.shutdownNow();
        api.end();
    }

    private WebSocket connect(String container, String query, Heard heard) {
        URI uri =
                URI.create(
                        "ws://localhost:"
                                + RestAssured.port
                                + "/containers/"
                                + container
                                + "/attach/ws?"
                                + query);
        return http.newWebSocketBuilder().buildAsync(uri, heard).join();
    }

    private String interactive(String name) {
        api.create("?name=" + name, "\"OpenStdin\":true,\"Tty\":true").statusCode(201);
        api.post(name, "start").statusCode(204);
        return name;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsTypedReachesTheContainerHoweverItIsCut() throws Exception {
        Heard heard = new Heard();
        WebSocket client = connect(interactive("web"), ALL, heard);

        client.sendBinary(bytes("one"), true).join();
        assertEquals("binary one", heard.next());
        client.sendText("two", true).join();
        assertEquals("binary two", heard.next());
        client.sendBinary(bytes("thr"), false).join();
        assertEquals("binary thr", heard.next());
        client.sendBinary(bytes("ee"), true).join();
        assertEquals("binary ee", heard.next());
        client.sendPing(bytes("there?")).join();
        assertEquals("pong there?", heard.next());
        client.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
        assertEquals("close 1000", heard.next());
    }

    @Test
    void theEndOfTheStreamsIsAFarewell() throws Exception {
        Heard heard = new Heard();
        WebSocket client = connect(interactive("web"), ALL, heard);

        client.sendBinary(bytes("q"), true).join();
        assertEquals("close 1000", heard.next());
    }

    @Test
    void aFrameOverTheLimitEndsTheConnection() throws Exception {
        Heard heard = new Heard();
        WebSocket client = connect(interactive("web"), ALL, heard);

        var _ = client.sendBinary(ByteBuffer.allocate((1 << 20) + 1), true);
        // The client may still be sending when the server closes.
        assertTrue(heard.next().matches("close 1009|error .*reset.*|error .*[Pp]ipe.*"));
    }

    @Test
    void aStreamThatWasNotAskedForIsNotSent() throws Exception {
        Heard heard = new Heard();
        WebSocket client = connect(interactive("web"), "stream=1&stdin=1", heard);

        client.sendBinary(bytes("one"), true).join();
        client.sendBinary(bytes("q"), true).join();
        assertEquals("close 1000", heard.next());
    }

    @Test
    void whatCannotBeIsRefusedBeforeTheUpgrade() {
        interactive("web");
        given().get("/containers/web/attach/ws?" + ALL)
                .then()
                .statusCode(400)
                .body("message", is("not websocket protocol"));
        api.post("web", "pause").statusCode(204);
        assertEquals(409, refused("web", ALL));
        assertEquals(404, refused("nope", ALL));
        assertEquals(400, refused("web", "detachKeys=ctrl-nope"));
        api.post("web", "unpause").statusCode(204);
    }

    private int refused(String container, String query) {
        CompletionException failure =
                assertThrows(
                        CompletionException.class, () -> connect(container, query, new Heard()));
        return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }

    /** What a client was sent. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return messages.poll(30, TimeUnit.SECONDS);
        }

        private CompletionStage<?> heard(WebSocket client, String message) {
            messages.add(message);
            client.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket client, ByteBuffer data, boolean last) {
            return heard(client, "binary " + StandardCharsets.UTF_8.decode(data));
        }

        @Override
        public CompletionStage<?> onText(WebSocket client, CharSequence data, boolean last) {
            return heard(client, "text " + data);
        }

        @Override
        public CompletionStage<?> onPong(WebSocket client, ByteBuffer data) {
            return heard(client, "pong " + StandardCharsets.UTF_8.decode(data));
        }

        @Override
        public CompletionStage<?> onClose(WebSocket client, int status, String reason) {
            return heard(client, "close " + status);
        }

        @Override
        public void onError(WebSocket client, Throwable failure) {
            messages.add("error " + failure);
        }
    }
}
