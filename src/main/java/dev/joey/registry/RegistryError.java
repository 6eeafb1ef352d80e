package dev.joey.registry;

import java.io.IOException;
import java.net.URI;

/** A registry answered, and its answer is no. */
final class RegistryError extends IOException {
    private static final long serialVersionUID = 1L;

    private final String method;
    private final URI uri;
    private final int status;
    private final String code;

    RegistryError(String method, URI uri, int status, String code, String message) {
        super(message);
        this.method = method;
        this.uri = uri;
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    /** As {@code MANIFEST_UNKNOWN}; empty if it gave none. */
    String code() {
        return code;
    }

    /** Whether we may not, or must say who we are. */
    boolean isRefusal() {
        return status == 401
                || status == 403
                || code.equals("DENIED")
                || code.equals("UNAUTHORIZED");
    }

    /** Whether it may be otherwise in a moment. */
    boolean isPassing() {
        return status == 429 || status == 408 || (status >= 500 && status != 501);
    }

    /** With what was asked, as {@code Head "https://…": denied}. */
    String withRequest() {
        return Failures.request(method, uri) + getMessage();
    }
}
