package dev.joey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real registry, Debian's {@code docker-registry}, on a port of its own on loopback. It can be
 * killed and started again with what it has; closing it removes all.
 */
public final class RegistryUnderTest implements AutoCloseable {
    /** The one user of a registry with {@link #withPassword()}: {@code me} with {@code secret}. */
    private static final String HTPASSWD =
            "me:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path root;
    private final int port;
    private final String sections;
    private Process process;

    private RegistryUnderTest(Path root, int port, String sections) {
        this.root = root;
        this.port = port;
        this.sections = sections;
    }

    /** One that anybody may use, without TLS. */
    public static RegistryUnderTest open() {
        return start(folder(), "", "");
    }

    /** One that wants user and password. */
    public static RegistryUnderTest withPassword() {
        Path root = folder();
        write(root.resolve("htpasswd"), HTPASSWD);
        return start(
                root,
                "auth: {htpasswd: {realm: test, path: " + root.resolve("htpasswd") + "}}\n",
                "");
    }

    /** One that wants tokens of a server. */
    public static RegistryUnderTest withTokens(TokenServer tokens) {
        Path root = folder();
        return start(
                root,
                "auth: {token: {realm: \"%s\", service: test, issuer: test, rootcertbundle: %s}}\n"
                        .formatted(tokens.url(), tokens.certificate()),
                "");
    }

    /** One that speaks TLS. */
    public static RegistryUnderTest withTls(Path certificate, Path key) {
        return start(folder(), "", ", tls: {certificate: " + certificate + ", key: " + key + "}");
    }

    private static RegistryUnderTest start(Path root, String auth, String tls) {
        int port = freePort();
        String sections =
                """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http: {addr: "127.0.0.1:%d"%s}
                %s"""
                        .formatted(root.resolve("store"), port, tls, auth);
        RegistryUnderTest registry = new RegistryUnderTest(root, port, sections);
        registry.startAgain();
        return registry;
    }

    /** Host and port. */
    public String authority() {
        return "127.0.0.1:" + port;
    }

    /** A name in it. */
    public String name(String rest) {
        return authority() + "/" + rest;
    }

    /** Where its blobs lie, for tests that damage them. */
    public Path blobs() {
        return root.resolve("store/docker/registry/v2/blobs");
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the registry does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts it with what it had. */
    public void startAgain() {
        Path config = root.resolve("config.yml");
        write(config, sections);
        try {
            process =
                    new ProcessBuilder("docker-registry", "serve", config.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(root.resolve("log").toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("the registry does not start: " + log());
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private boolean listens() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(root.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("joey-registry");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(RegistryUnderTest::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
