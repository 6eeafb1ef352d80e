package dev.joey.image.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * An item of {@code GET /joey/pulls}.
 *
 * @param active whether it is under way
 * @param error why the last attempt ended; empty while none has
 * @param current bytes of all layers that are here
 * @param total bytes of all layers
 */
@RegisterForReflection
public record ListedPull(
        @JsonProperty("Id") String id,
        @JsonProperty("Reference") String reference,
        @JsonProperty("Platform") String platform,
        @JsonProperty("Active") boolean active,
        @JsonProperty("Started") String started,
        @JsonProperty("Error") String error,
        @JsonProperty("Current") long current,
        @JsonProperty("Total") long total,
        @JsonProperty("Layers") List<Layer> layers) {
    /** One layer, from the base upwards. */
    @RegisterForReflection
    public record Layer(
            @JsonProperty("Digest") String digest,
            @JsonProperty("Current") long current,
            @JsonProperty("Total") long total) {}
}
