package dev.joey.exec.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The body of {@code POST /containers/{id}/exec}. Source: {@code ExecConfig} of the Docker API.
 *
 * @param consoleSize height and width in cells
 * @param detach what start says counts; some clients send it here, too
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record ExecCreateBody(
        String user,
        Boolean privileged,
        Boolean tty,
        List<Integer> consoleSize,
        Boolean attachStdin,
        Boolean attachStdout,
        Boolean attachStderr,
        Boolean detach,
        String detachKeys,
        List<String> env,
        String workingDir,
        List<String> cmd) {}
