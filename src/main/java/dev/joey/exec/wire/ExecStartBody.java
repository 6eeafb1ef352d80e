package dev.joey.exec.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The body of {@code POST /exec/{id}/start}.
 *
 * @param tty whether the client wants its stream without frames
 * @param consoleSize height and width in cells
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
public record ExecStartBody(Boolean detach, Boolean tty, List<Integer> consoleSize) {
    /** Of a request without a body. */
    public static final ExecStartBody EMPTY = new ExecStartBody(null, null, null);
}
