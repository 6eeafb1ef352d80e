package dev.joey.event.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * One event as Docker's API writes it.
 *
 * @param status the action once more, for old clients; of containers and images only
 * @param id the actor's id once more, likewise
 * @param from the container's image, likewise
 * @param time seconds since the epoch
 * @param timeNano nanoseconds since the epoch
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventMessage(
        String status,
        String id,
        String from,
        @JsonProperty("Type") String type,
        @JsonProperty("Action") String action,
        @JsonProperty("Actor") Actor actor,
        String scope,
        long time,
        long timeNano) {
    /** What the event happened to. */
    @RegisterForReflection
    public record Actor(
            @JsonProperty("ID") String id,
            @JsonProperty("Attributes") Map<String, String> attributes) {}
}
