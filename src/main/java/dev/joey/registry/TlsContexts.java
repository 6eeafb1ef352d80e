package dev.joey.registry;

import dev.joey.error.EngineException;
import dev.joey.registry.RegistryHost.Client;
import dev.joey.registry.RegistryHost.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Makes the TLS side of a host of PEM files. */
final class TlsContexts {
    private TlsContexts() {}

    /**
     * A context that believes the system's CAs and those of {@code trust}, or anyone if it is
     * insecure, and shows its client certificates.
     *
     * @throws EngineException.InvalidParameter if a file cannot be read
     */
    static SSLContext of(Trust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(trust.clients()), trusted(trust), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new EngineException.InvalidParameter(
                    "cannot use the certificates of a registry: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trusted(Trust trust)
            throws GeneralSecurityException, IOException {
        if (trust.insecure()) {
            return new TrustManager[] {new AnyCertificate()};
        }
        if (trust.authorities().isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        int count = 0;
        for (X509TrustManager system : managers(null)) {
            for (Certificate known : system.getAcceptedIssuers()) {
                store.setCertificateEntry("ca" + count++, known);
            }
        }
        for (Path file : trust.authorities()) {
            for (Certificate authority : certificates(file)) {
                store.setCertificateEntry("ca" + count++, authority);
            }
        }
        return managers(store).toArray(TrustManager[]::new);
    }

    private static List<X509TrustManager> managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return List.of(factory.getTrustManagers()).stream()
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .toList();
    }

    private static KeyManager[] keys(List<Client> clients)
            throws GeneralSecurityException, IOException {
        if (clients.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        char[] none = new char[0];
        for (Client client : clients) {
            PrivateKey key = PemKey.read(client.key());
            store.setKeyEntry(
                    client.certificate().toString(),
                    key,
                    none,
                    certificates(client.certificate()).toArray(Certificate[]::new));
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
