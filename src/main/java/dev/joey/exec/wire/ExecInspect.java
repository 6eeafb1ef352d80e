package dev.joey.exec.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What {@code GET /exec/{id}/json} answers. Source: {@code ExecInspectResponse} of the Docker API.
 *
 * @param exitCode null until the process has ended
 * @param detachKeys base64 of the keys' codes
 * @param pid 0 until the process runs
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record ExecInspect(
        @JsonProperty("ID") String id,
        boolean running,
        Integer exitCode,
        ProcessConfig processConfig,
        boolean openStdin,
        boolean openStderr,
        boolean openStdout,
        boolean canRemove,
        @JsonProperty("ContainerID") String containerId,
        byte[] detachKeys,
        long pid) {
    /** The command. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ProcessConfig(
            boolean tty,
            String entrypoint,
            List<String> arguments,
            boolean privileged,
            String user) {}
}
