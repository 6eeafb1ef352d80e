package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.HostNetwork;
import dev.joey.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Networks by the Docker CLI, with traffic that flows. */
class DockerNetworkIT {
    /** Answers every connection with its host name. */
    private static final String SERVER = "while :; do hostname | nc -l -p 80; done";

    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    private final HostNetwork host = new HostNetwork(DOCKER.daemon().root());

    @AfterEach
    void removeNetworks() {
        DOCKER.removeContainers();
        DOCKER.run("network", "prune", "-f");
    }

    private static void serve(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "-d", "--name", name, "-h", name));
        command.addAll(List.of(options));
        command.addAll(List.of("busybox", "sh", "-c", SERVER));
        DOCKER.ok(command.toArray(String[]::new));
    }

    private static String in(String network, String script) {
        return DOCKER.run("run", "--rm", "--network", network, "busybox", "sh", "-c", script).out();
    }

    private static String call(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 3_000);
            socket.setSoTimeout(3_000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void awaitAnswer(String expected, Callable<String> call) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(expected, call.call()));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Program.Result result) {
        return result.err().replaceFirst("(?s)\n\nRun 'docker.*", "").strip();
    }

    @Test
    void theDefaultNetworksAreAlwaysThere() {
        assertEquals(
                List.of("bridge bridge", "host host", "none null"),
                DOCKER.lines("network", "ls", "--format", "{{.Name}} {{.Driver}}"));
        assertEquals(
                "Error response from daemon: bridge is a pre-defined network and cannot be removed",
                DOCKER.run("network", "rm", "bridge").err().lines().findFirst().orElse(""));
    }

    @Test
    void aContainerWithoutAWordAboutNetworksIsOnTheDefaultBridge() {
        DOCKER.ok("run", "-d", "--name", "plain", "busybox", "sleep", "100");
        String address = DOCKER.inspect("plain", "{{.NetworkSettings.IPAddress}}");
        assertEquals(
                address, DOCKER.inspect("plain", "{{.NetworkSettings.Networks.bridge.IPAddress}}"));
        assertEquals("bridge", DOCKER.inspect("plain", "{{.HostConfig.NetworkMode}}"));
        assertEquals(0, Program.run("ping", "-c", "1", "-W", "3", address).code());
        assertEquals(1, host.interfaces().size());
        DOCKER.ok("rm", "-f", "plain");
        Awaitility.await().untilAsserted(() -> assertEquals(List.of(), host.interfaces()));
    }

    @Test
    void aPublishedPortIsReachedFromEverywhere() throws Exception {
        int port = freePort();
        serve("web", "-p", port + ":80");

        awaitAnswer("web", () -> call(InetAddress.getLoopbackAddress(), port));
        InetAddress own = InetAddress.getLocalHost();
        awaitAnswer("web", () -> call(own, port));
        String gateway =
                DOCKER.ok(
                        "network",
                        "inspect",
                        "bridge",
                        "--format",
                        "{{(index .IPAM.Config 0).Gateway}}");
        awaitAnswer("web", () -> in("bridge", "nc -w 3 " + gateway + " " + port).strip());
        assertEquals("0.0.0.0:" + port, DOCKER.ok("port", "web", "80"));
        assertEquals(1, host.ports().size());

        DOCKER.ok("stop", "-t", "0", "web");
        assertEquals("map[]", DOCKER.inspect("web", "{{.NetworkSettings.Ports}}"));
        Awaitility.await().untilAsserted(() -> assertEquals(List.of(), host.ports()));
        assertNotEquals("web", call(InetAddress.getLoopbackAddress(), port));
    }

    @Test
    void aPortGoesToOneContainerOnly() {
        int port = freePort();
        serve("first", "-p", port + ":80");
        Program.Result second =
                DOCKER.run("run", "--name", "second", "-p", port + ":80", "busybox", "true");
        assertTrue(
                text(second)
                        .endsWith(
                                "Bind for 0.0.0.0:" + port + " failed: port is already allocated"),
                text(second));
        assertTrue(
                text(second)
                        .startsWith(
                                "docker: Error response from daemon: failed to set up container"
                                        + " networking: driver failed programming external"
                                        + " connectivity on endpoint second ("),
                text(second));
        DOCKER.ok("rm", "-f", "first");
        DOCKER.ok("start", "second");
    }

    @Test
    void aPortOfTheHostsIsNotTaken() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            Program.Result refused =
                    DOCKER.run("run", "-p", socket.getLocalPort() + ":80", "busybox", "true");
            assertTrue(text(refused).endsWith("/tcp: address already in use"), text(refused));
        }
        assertEquals(List.of(), host.ports());
    }

    @Test
    void neighboursFindEachOtherByNameAndStrangersDoNot() {
        DOCKER.ok("network", "create", "front");
        DOCKER.ok("network", "create", "back");
        serve("web", "--network", "front", "--network-alias", "www");
        awaitAnswer("web", () -> in("front", "nc -w 3 web 80").strip());
        awaitAnswer("web", () -> in("front", "nc -w 3 www 80").strip());
        String address = DOCKER.inspect("web", "{{.NetworkSettings.Networks.front.IPAddress}}");
        assertEquals("", in("back", "nc -w 1 " + address + " 80"));
        assertEquals("", in("back", "nc -w 1 web 80"));

        DOCKER.ok("network", "connect", "--alias", "other", "back", "web");
        awaitAnswer("web", () -> in("back", "nc -w 3 other 80").strip());
        DOCKER.ok("network", "disconnect", "back", "web");
        assertEquals("", in("back", "nc -w 1 web 80"));
    }

    @Test
    void anInternalNetworkReachesNothingOutside() throws Exception {
        DOCKER.ok("network", "create", "--internal", "inner");
        serve("web", "--network", "inner");
        awaitAnswer("web", () -> in("inner", "nc -w 3 web 80").strip());
        String own = InetAddress.getLocalHost().getHostAddress();
        assertTrue(in("inner", "ip route").lines().noneMatch(line -> line.startsWith("default")));
        assertTrue(in("inner", "nslookup example.org 2>&1").contains("NXDOMAIN"));
        assertNotEquals(
                0,
                DOCKER.run(
                                "run",
                                "--rm",
                                "--network",
                                "inner",
                                "busybox",
                                "ping",
                                "-c",
                                "1",
                                "-W",
                                "1",
                                own)
                        .code());
    }

    @Test
    void aNetworkInUseIsNotRemoved() {
        DOCKER.ok("network", "create", "used");
        serve("web", "--network", "used");
        assertTrue(
                DOCKER.run("network", "rm", "used")
                        .err()
                        .startsWith(
                                "Error response from daemon: error while removing network: network"
                                        + " used has active endpoints (name:\"web\" id:\""));
        DOCKER.ok("stop", "-t", "0", "web");
        DOCKER.ok("network", "rm", "used");
        assertEquals(
                "Error response from daemon: network used not found",
                DOCKER.run("network", "inspect", "used").err().strip());
        assertTrue(text(DOCKER.run("start", "web")).contains("not found"));
    }

    @Test
    void staticAddressesAndOverlapsAreHeeded() {
        DOCKER.ok(
                "network",
                "create",
                "--subnet",
                "10.201.0.0/24",
                "--gateway",
                "10.201.0.254",
                "fixed");
        String shown =
                DOCKER.ok(
                        "run",
                        "--rm",
                        "--network",
                        "fixed",
                        "--ip",
                        "10.201.0.9",
                        "busybox",
                        "ip",
                        "addr",
                        "show",
                        "eth0");
        assertTrue(shown.contains("inet 10.201.0.9/24"), shown);
        assertTrue(
                text(DOCKER.run("network", "create", "--subnet", "10.201.0.0/25", "again"))
                        .endsWith("Pool overlaps with other one on this address space"));
        assertTrue(in("fixed", "ip route").contains("default via 10.201.0.254"));
    }

    @Test
    void oneContainerSharesTheNetworkOfAnother() {
        serve("web", "--expose", "80");
        awaitAnswer("web", () -> in("container:web", "nc -w 3 127.0.0.1 80").strip());
        assertEquals("web", in("container:web", "hostname").strip());
        DOCKER.ok("stop", "-t", "0", "web");
        assertTrue(
                text(DOCKER.run("run", "--network", "container:web", "busybox", "true"))
                        .contains("cannot join network namespace of a non running container: web"));
    }

    @Test
    void twentyStartsAtATimeGetTwentyAddressesAndPorts() throws Exception {
        List<Future<String>> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 20; i++) {
                String name = "many" + i;
                made.add(
                        threads.submit(
                                () ->
                                        DOCKER.ok(
                                                "run", "-d", "--name", name, "-p", "80", "busybox",
                                                "sleep", "100")));
            }
            for (Future<String> one : made) {
                one.get();
            }
        }
        List<String> addresses = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            addresses.add(DOCKER.inspect("many" + i, "{{.NetworkSettings.IPAddress}}"));
            ports.add(DOCKER.ok("port", "many" + i));
        }
        assertEquals(20, addresses.stream().distinct().count(), addresses.toString());
        assertEquals(20, ports.stream().distinct().count(), ports.toString());
        assertEquals(20, host.ports().size());
    }

    @Test
    void everythingIsMadeAgainUnderRunningContainers() throws Exception {
        int port = freePort();
        DOCKER.ok("network", "create", "kept");
        serve("web", "--network", "kept", "-p", port + ":80");
        InetAddress loopback = InetAddress.getLoopbackAddress();
        awaitAnswer("web", () -> call(loopback, port));

        DOCKER.daemon().kill();
        assertEquals("web", call(loopback, port));
        host.bridges().forEach(bridge -> Program.run("ip", "link", "delete", bridge).ok());
        Program.run("nft", "delete", "table", "inet", host.table()).ok();
        DOCKER.daemon().startAgain();

        awaitAnswer("web", () -> call(loopback, port));
        awaitAnswer("web", () -> in("kept", "nc -w 3 web 80").strip());
        assertTrue(DOCKER.ok("exec", "web", "nslookup", "web").contains("127.0.0.11"));
    }
}
