package dev.joey.registry;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One request to a registry.
 *
 * @param body made anew for each attempt
 * @param sent how many bytes of the body have gone out
 */
record Call(
        String method,
        URI uri,
        Map<String, String> headers,
        Supplier<BodyPublisher> body,
        LongSupplier sent) {
    Call {
        headers = Map.copyOf(headers);
    }

    static Call of(String method, URI uri) {
        return new Call(method, uri, Map.of(), BodyPublishers::noBody, () -> 0);
    }

    Call header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Call(method, uri, more, body, sent);
    }

    Call body(Supplier<BodyPublisher> newBody, LongSupplier counter) {
        return new Call(method, uri, headers, newBody, counter);
    }

    Call to(URI other) {
        return new Call(method, other, headers, body, sent);
    }

    /** Whether it may be repeated without being asked for, and redirected. */
    boolean isReading() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
