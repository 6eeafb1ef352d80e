package dev.joey.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;

/** A CA of a test and a server's certificate for 127.0.0.1 that it signed, made by keytool. */
public final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    /** Makes all of them in a folder. */
    public TestCertificates(Path folder) {
        this.folder = folder;
        make("ca", "CN=ca of a test", "-ext", "bc:c");
        make("server", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-signer", "ca");
        write(authority(), pem("CERTIFICATE", encoded(entry("ca"))));
        write(certificate(), pem("CERTIFICATE", encoded(entry("server"))));
        write(key(), pem("PRIVATE KEY", privateKey("server").getEncoded()));
    }

    /** The CA's certificate, PEM. */
    public Path authority() {
        return folder.resolve("ca.crt");
    }

    /** The server's certificate, PEM. */
    public Path certificate() {
        return folder.resolve("server.pem");
    }

    /** Its key, PEM in PKCS #8. */
    public Path key() {
        return folder.resolve("server.key");
    }

    /** The server's key, to sign with. */
    public PrivateKey serverKey() {
        return privateKey("server");
    }

    /** The server's certificate in DER and base64. */
    public String serverCertificate() {
        return Base64.getEncoder().encodeToString(encoded(entry("server")));
    }

    private void make(String alias, String name, String... more) {
        String[] command = {
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            alias,
            "-dname",
            name,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-validity",
            "2",
            "-keystore",
            store().toString(),
            "-storepass",
            PASSWORD
        };
        String[] all = new String[command.length + more.length];
        System.arraycopy(command, 0, all, 0, command.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        Program.run(all).ok();
    }

    private Path store() {
        return folder.resolve("all.p12");
    }

    private KeyStore open() {
        try (InputStream in = Files.newInputStream(store())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Certificate entry(String alias) {
        try {
            return open().getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private PrivateKey privateKey(String alias) {
        try {
            return (PrivateKey) open().getKey(alias, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what);
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
