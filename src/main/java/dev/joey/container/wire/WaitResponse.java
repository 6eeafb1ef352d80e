package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The answer to wait.
 *
 * @param statusCode the exit code, 0 to 255
 * @param error why the wait failed; left out when it did not
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record WaitResponse(
        long statusCode, @JsonInclude(JsonInclude.Include.NON_NULL) WaitError error) {
    /** A wait that ended well. */
    public static WaitResponse of(int code) {
        return new WaitResponse(code, null);
    }

    /** A wait whose container failed to start or to be removed. */
    public static WaitResponse failed(int code, String message) {
        return new WaitResponse(code, new WaitError(message));
    }

    /** Why a wait failed. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    public record WaitError(String message) {}
}
