package dev.joey.stdio.log;

import static dev.joey.stdio.log.LogRig.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.stdio.ContainerIo.LogNames;
import dev.joey.stdio.ContainerIo.StdioSpec;
import dev.joey.stdio.LogWriter;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.log.SyslogOptions.Address;
import dev.joey.stdio.log.SyslogOptions.Format;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AwayLogTest {
    private static final long PID = ProcessHandle.current().pid();

    @TempDir Path temp;
    private LogRig rig;

    @BeforeEach
    void begin() {
        rig = new LogRig(temp);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private StdioSpec spec(String driver, Map<String, String> options) {
        return new StdioSpec(
                "c1",
                false,
                false,
                false,
                driver,
                options,
                Map.of(),
                rig.path,
                new LogNames("c1", "web", "busybox", "c1tag"));
    }

    private static Map<String, String> to(ServerSocket server, String... more) {
        return with("tcp://127.0.0.1:" + server.getLocalPort(), more);
    }

    private static Map<String, String> with(String address, String... more) {
        Map<String, String> options = new HashMap<>(Map.of("syslog-address", address));
        for (int at = 0; at < more.length; at += 2) {
            options.put(more[at], more[at + 1]);
        }
        return options;
    }

    private List<String> cached(Map<String, String> options) throws InterruptedException {
        try (LogCursor cursor = rig.reader.read("syslog", options, rig.path, LogRig.ALL)) {
            return LogRig.lines(cursor).stream().map(LogRig::text).toList();
        }
    }

    private static String message(Format format, String scheme, int stream, String text) {
        SyslogTarget target =
                new SyslogTarget(
                        new SyslogOptions(
                                new Address.Net(scheme, "h", 1),
                                3,
                                format,
                                new SyslogOptions.Tls("", "", "", false)),
                        "tag",
                        "host",
                        ZoneOffset.UTC);
        byte[] bytes = text.getBytes(UTF_8);
        byte[] message =
                target.message(
                        stream,
                        Instant.parse("2026-11-03T01:02:03.456789Z"),
                        bytes,
                        0,
                        bytes.length,
                        true);
        return message == null ? null : new String(message, UTF_8);
    }

    @Test
    void theFormatsAreDockers() {
        assertEquals(
                "<30>Nov  3 01:02:03 tag[" + PID + "]: hi\n", message(Format.UNIX, "tcp", 1, "hi"));
        assertEquals(
                "<27>Nov  3 01:02:03 host tag[" + PID + "]: hi\n",
                message(Format.RFC3164, "tcp", 2, "hi"));
        assertEquals(
                "<30>1 2026-11-03T01:02:03Z host tag " + PID + " tag - hi\n",
                message(Format.RFC5424, "tcp", 1, "hi"));
        String micro = "<30>1 2026-11-03T01:02:03.456789Z host tag " + PID + " tag - hi\n";
        assertEquals(micro, message(Format.RFC5424MICRO, "udp", 1, "hi"));
        assertEquals(
                micro.length() + " " + micro, message(Format.RFC5424MICRO, "tcp+tls", 1, "hi"));
        assertEquals(null, message(Format.UNIX, "tcp", 1, ""), "empty lines are not sent");
    }

    @Test
    void linesReachATcpServerAndTheCache() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Map<String, String> options = to(server, "syslog-format", "rfc3164");
            rig.drivers.probe(spec("syslog", options));
            server.accept().close();
            try (LogWriter writer = rig.drivers.open(spec("syslog", options))) {
                LogRig.write(writer, 1, START, "one\ntwo\n");
                writer.flush();
            }
            try (Socket client = server.accept();
                    BufferedReader in =
                            new BufferedReader(
                                    new InputStreamReader(client.getInputStream(), UTF_8))) {
                assertTrue(in.readLine().endsWith("c1tag[" + PID + "]: one"));
                assertTrue(in.readLine().endsWith(": two"));
                assertEquals(null, in.readLine());
            }
            assertEquals(List.of("one\n", "two\n"), cached(options));
        }
    }

    @Test
    void withoutACacheTheLogCannotBeRead() {
        Map<String, String> options = with("udp://127.0.0.1", "cache-disabled", "true");
        assertEquals(
                "configured logging driver does not support reading",
                assertThrows(EngineException.NotImplemented.class, () -> cached(options))
                        .getMessage());
    }

    @Test
    void aServerThatWasAwayGetsWhatWaited() throws Exception {
        int port;
        try (ServerSocket reserved = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = reserved.getLocalPort();
        }
        Map<String, String> options = with("tcp://127.0.0.1:" + port);
        assertTrue(
                assertThrows(
                                EngineException.Internal.class,
                                () -> rig.drivers.probe(spec("syslog", options)))
                        .getMessage()
                        .startsWith(
                                "failed to create task for container: failed to initialize"
                                        + " logging driver: dial tcp 127.0.0.1:"
                                        + port));
        try (LogWriter writer = rig.drivers.open(spec("syslog", options))) {
            LogRig.write(writer, 1, START, "early\n");
            Awaitility.await().until(() -> rig.faults.of(rig.path).isPresent());
            try (ServerSocket server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
                    Socket client = server.accept();
                    BufferedReader in =
                            new BufferedReader(
                                    new InputStreamReader(client.getInputStream(), UTF_8))) {
                assertTrue(in.readLine().endsWith("early"));
                Awaitility.await().until(() -> rig.faults.of(rig.path).isEmpty());
            }
        }
    }

    @Test
    void whatDoesNotFitTheBufferIsDroppedAndCounted() throws Exception {
        int port;
        try (ServerSocket reserved = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = reserved.getLocalPort();
        }
        Map<String, String> options =
                with("tcp://127.0.0.1:" + port, "mode", "non-blocking", "max-buffer-size", "1k");
        try (LogWriter writer = rig.drivers.open(spec("syslog", options))) {
            for (int line = 0; line < 100; line++) {
                LogRig.write(writer, 1, START, "line " + line + "\n");
            }
            writer.flush();
            assertTrue(rig.faults.droppedRecords() > 50, "the buffer is bounded");
            assertEquals(100, cached(options).size(), "the cache has all");
        }
    }

    @Test
    void linesReachAUdpServer() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                LogWriter writer =
                        rig.drivers.open(
                                spec("syslog", with("udp://127.0.0.1:" + server.getLocalPort())))) {
            LogRig.write(writer, 2, START, "one\n");
            DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
            server.receive(packet);
            String text = new String(packet.getData(), 0, packet.getLength(), UTF_8);
            assertTrue(text.startsWith("<27>") && text.endsWith("]: one\n"), text);
        }
    }

    @Test
    void lineReachDatagramSocketsAndJournald() throws Exception {
        Path socket = temp.resolve("s");
        try (DatagramServer server = new DatagramServer(socket)) {
            try (LogWriter writer =
                    rig.drivers.open(spec("syslog", with("unixgram://" + socket)))) {
                LogRig.write(writer, 1, START, "one\n");
                assertTrue(server.next().endsWith("]: one\n"));
            }
            JournaldTarget journald =
                    new JournaldTarget(
                            socket,
                            new LogNames("0123456789abcdef", "web", "busybox", "t"),
                            Map.of("my.label", "v", "_secret", "x"));
            journald.connect();
            byte[] text = "two\r".getBytes(UTF_8);
            journald.send(journald.message(2, START, text, 0, text.length, true));
            List<String> fields = new ArrayList<>(server.next().lines().toList());
            assertEquals("MESSAGE=two", fields.removeFirst());
            assertTrue(fields.contains("PRIORITY=3"), fields.toString());
            assertTrue(fields.contains("CONTAINER_ID=0123456789ab"));
            assertTrue(fields.contains("CONTAINER_NAME=web"));
            assertTrue(fields.contains("IMAGE_NAME=busybox"));
            assertTrue(fields.contains("MY_LABEL=v"));
            assertTrue(fields.contains("SECRET=x"));
            assertTrue(fields.contains("CONTAINER_TAG=t"));
            journald.close();
        }
    }

    @Test
    void aHostWithoutJournaldRefusesTheStart() {
        assertEquals(
                "failed to create task for container: failed to initialize logging driver:"
                        + " journald is not enabled on this host",
                assertThrows(
                                EngineException.Internal.class,
                                () -> rig.drivers.probe(spec("journald", Map.of())))
                        .getMessage());
    }
}
