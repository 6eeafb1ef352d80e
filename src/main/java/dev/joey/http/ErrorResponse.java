package dev.joey.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers with an error where no JAX-RS resource is concerned. */
@ApplicationScoped
class ErrorResponse {
    private final ObjectMapper json;
    private final EngineHeaders headers;

    ErrorResponse(ObjectMapper json, EngineHeaders headers) {
        this.json = json;
        this.headers = headers;
    }

    /** Sends status and message, or only ends the response if its head is already on its way. */
    void send(HttpServerResponse response, int status, String message) {
        if (response.ended()) {
            return;
        }
        if (response.headWritten()) {
            response.end();
            return;
        }
        headers.put(response.headers());
        response.setStatusCode(status);
        response.putHeader("Content-Type", "application/json");
        response.end(body(message));
    }

    private String body(String message) {
        try {
            return json.writeValueAsString(new ErrorBody(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of one string cannot be written", e);
        }
    }
}
