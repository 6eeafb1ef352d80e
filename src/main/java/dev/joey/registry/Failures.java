package dev.joey.registry;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says why a host was not reached, in the words users of Docker know and search for. */
final class Failures {
    private Failures() {}

    /** The failure of a request, as {@code Get "https://…": connection refused}. */
    static EngineException of(String method, URI uri, IOException failure) {
        if (failure instanceof RegistryError error) {
            return of(error);
        }
        return new EngineException.Internal(request(method, uri) + reason(uri, failure), failure);
    }

    private static EngineException of(RegistryError error) {
        return switch (error.status()) {
            case 401 -> new EngineException.Unauthorized(error.withRequest());
            case 403 -> new EngineException.Forbidden(error.getMessage());
            case 404 -> new EngineException.NotFound(error.getMessage());
            default -> new EngineException.Internal(error.withRequest(), error);
        };
    }

    static String request(String method, URI uri) {
        String verb = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
        return verb + " \"" + withoutQuery(uri) + "\": ";
    }

    static String reason(URI uri, IOException failure) {
        if (has(failure, UnknownHostException.class)
                || has(failure, UnresolvedAddressException.class)) {
            return noSuchHost(uri);
        }
        if (has(failure, CertificateExpiredException.class)) {
            return certificate("certificate has expired or is not yet valid");
        }
        if (has(failure, CertPathBuilderException.class)) {
            return certificate("certificate signed by unknown authority");
        }
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (has(failure, CertificateException.class)) {
            return certificate(text);
        }
        if (failure instanceof HttpTimeoutException) {
            return "net/http: request canceled while waiting for the registry: " + text;
        }
        if (failure instanceof ConnectException) {
            String said = failure.getMessage();
            return "dial tcp "
                    + (uri == null ? "" : uri.getRawAuthority())
                    + ": connect: "
                    + (said == null ? "connection refused" : said.toLowerCase(Locale.ROOT));
        }
        if (failure instanceof SSLException && text.contains("SSL message")) {
            return "http: server gave HTTP response to HTTPS client";
        }
        return text;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String noSuchHost(URI uri) {
        return "dial tcp: lookup " + (uri == null ? "" : uri.getHost()) + ": no such host";
    }

    private static String certificate(String reason) {
        return "tls: failed to verify certificate: x509: " + reason;
    }

    /** Signatures of storage providers are in the query: they are nobody's business. */
    private static String withoutQuery(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }
}
