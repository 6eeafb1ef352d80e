package dev.joey.exec;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What an exec was asked to be; stored as JSON and never changed.
 *
 * @param command at least one word
 * @param env what is added to the container's environment
 * @param user as asked for; empty for the container's
 * @param workingDir empty for the container's
 * @param detachKeys in Docker's notation; empty for the default
 * @param consoleSize height and width in cells, or null
 */
@RegisterForReflection
public record ExecSpec(
        List<String> command,
        List<String> env,
        String user,
        String workingDir,
        boolean tty,
        boolean privileged,
        boolean stdin,
        boolean stdout,
        boolean stderr,
        String detachKeys,
        List<Integer> consoleSize) {
    /** Of the JSON form. A reader of an older form maps it up. */
    static final int VERSION = 1;

    public ExecSpec {
        command = List.copyOf(command);
        env = List.copyOf(env);
    }

    /** The command in one line, as events tell it. */
    String commandLine() {
        return command.getFirst() + " " + String.join(" ", command.subList(1, command.size()));
    }
}
