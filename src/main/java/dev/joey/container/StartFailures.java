package dev.joey.container;

import dev.joey.container.ContainerState.StartFailure;
import dev.joey.error.EngineException;
import java.util.List;
import java.util.Locale;

/**
 * Reads from the runtime's text why a start failed. The codes and the words that decide are the
 * shell's and Docker's: 127 for a command that is not there, 126 for one that cannot be executed,
 * 128 for anything else.
 */
public final class StartFailures {
    private static final List<String> NOT_FOUND =
            List.of(
                    "executable file not found",
                    "no such file or directory",
                    "not a directory",
                    "system cannot find the file specified");
    private static final List<String> NOT_EXECUTABLE =
            List.of("permission denied", "exec format error", "is a directory");

    private StartFailures() {}

    /** The reason and the code of a failed start. */
    public static StartFailure of(RuntimeException failure) {
        String reason = String.valueOf(failure.getMessage());
        String text = reason.toLowerCase(Locale.ROOT);
        if (NOT_FOUND.stream().anyMatch(text::contains)) {
            return new StartFailure(127, reason);
        }
        if (NOT_EXECUTABLE.stream().anyMatch(text::contains)) {
            return new StartFailure(126, reason);
        }
        return new StartFailure(128, reason);
    }

    /** What the API answers: the command is the caller's fault, all else is not. */
    public static EngineException answer(StartFailure failure, RuntimeException cause) {
        if (cause instanceof EngineException known
                && !(cause instanceof EngineException.Internal)) {
            return known;
        }
        return switch (failure.code()) {
            case 126, 127 -> new EngineException.InvalidParameter(failure.reason(), cause);
            default -> new EngineException.Internal(failure.reason(), cause);
        };
    }
}
