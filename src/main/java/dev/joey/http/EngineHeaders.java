package dev.joey.http;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The headers that every response carries. Source: dockerd's version middleware. */
@ApplicationScoped
class EngineHeaders {
    private final Map<String, String> headers = new LinkedHashMap<>();

    EngineHeaders(@ConfigProperty(name = "quarkus.application.version") String version) {
        headers.put("Api-Version", ApiVersion.MAX.toString());
        headers.put("Docker-Experimental", "false");
        headers.put("Ostype", "linux");
        headers.put("Server", "Joey/" + version + " (linux)");
    }

    void put(MultiMap response) {
        headers.forEach(response::set);
    }

    /** The headers as lines of a raw response head. */
    String lines() {
        StringBuilder text = new StringBuilder();
        headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        return text.toString();
    }
}
