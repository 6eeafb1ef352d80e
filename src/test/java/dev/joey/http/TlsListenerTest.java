package dev.joey.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
class TlsListenerTest {
    private static final char[] PASSWORD = "secret".toCharArray();

    @Inject Vertx vertx;
    @Inject ErrorResponse errors;

    @TempDir Path folder;
    private Listeners listeners;
    private int port;

    @BeforeEach
    void open() throws Exception {
        authority("ca");
        certificate("server", "ca");
        certificate("client", "ca");
        var tls =
                new TestConfig.TlsFiles(
                        true,
                        false,
                        Optional.of(folder.resolve("ca.pem")),
                        Optional.of(folder.resolve("server.pem")),
                        Optional.of(folder.resolve("server.key")));
        listeners = new Listeners(vertx, new TestConfig(List.of("tcp://127.0.0.1:0"), tls), errors);
        listeners.open();
        String address = listeners.addresses().getFirst();
        port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @AfterEach
    void close() {
        listeners.close(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientOfTheSameAuthorityIsServed(String protocol) throws Exception {
        try (SSLSocket socket = connect("client")) {
            socket.setEnabledProtocols(new String[] {protocol});
            send(socket, RawClient.get("/_ping", "Connection: close"));
            String response = rest(socket);
            assertTrue(response.startsWith("HTTP/1.1 200"), response);
            assertTrue(response.endsWith("OK"), response);
        }
    }

    @Test
    void aHijackedConnectionHasHalfClose() throws Exception {
        try (SSLSocket socket = connect("client")) {
            send(
                    socket,
                    RawClient.post("/edge/echo/attach", "Upgrade: tcp", "Connection: Upgrade"));
            send(socket, "early");
            socket.shutdownOutput();
            String all = rest(socket);
            assertTrue(all.startsWith("HTTP/1.1 101"), all);
            assertTrue(all.endsWith("\r\n\r\nearlybye\n"), all);
        }
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        assertRefused(null);
    }

    @Test
    void aClientOfAnotherAuthorityIsRefused() throws Exception {
        authority("other");
        certificate("stranger", "other");
        assertRefused("stranger");
    }

    @Test
    void aClientWithoutTlsIsRefused() throws Exception {
        try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(RawClient.get("/_ping").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            assertTrue(!new String(answer, StandardCharsets.ISO_8859_1).contains("200"));
        } catch (java.net.SocketException _) {
            // Reset is as good as closed.
        }
    }

    private void assertRefused(String identity) throws Exception {
        try (SSLSocket socket = connect(identity)) {
            assertThrows(
                    IOException.class,
                    () -> {
                        send(socket, RawClient.get("/_ping", "Connection: close"));
                        assertEquals("", rest(socket));
                        throw new IOException("closed without a word");
                    });
        }
    }

    private static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String rest(SSLSocket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private SSLSocket connect(String identity) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(folder.resolve("ca.pem"))) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (identity != null) {
            try (InputStream store = Files.newInputStream(folder.resolve(identity + ".p12"))) {
                own.load(store, PASSWORD);
            }
        }
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    }

    private void authority(String name) throws Exception {
        openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN="
                        + name
                        + " -keyout "
                        + name
                        + ".key -out "
                        + name
                        + ".pem");
    }

    private void certificate(String name, String issuer) throws Exception {
        openssl(
                "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN="
                        + name
                        + " -addext subjectAltName=IP:127.0.0.1 -keyout "
                        + name
                        + ".key -out "
                        + name
                        + ".csr");
        openssl(
                "x509 -req -copy_extensions copyall -days 2 -CAcreateserial -in "
                        + name
                        + ".csr -CA "
                        + issuer
                        + ".pem -CAkey "
                        + issuer
                        + ".key -out "
                        + name
                        + ".pem");
        openssl(
                "pkcs12 -export -passout pass:secret -in "
                        + name
                        + ".pem -inkey "
                        + name
                        + ".key -out "
                        + name
                        + ".p12");
    }

    private void openssl(String arguments) throws Exception {
        Process process =
                new ProcessBuilder(("openssl " + arguments).split(" "))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
    }
}
