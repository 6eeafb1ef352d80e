package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The host's programs, found by {@code PATH} of the daemon. */
@ApplicationScoped
public class Commands {
    /**
     * Runs a program with small output to its end, with {@code LC_ALL=C} and the root folder as
     * working folder.
     *
     * @param argv the program and its arguments; no shell sees them
     * @param stdin all it gets to read
     * @param timeout after which it is killed
     * @throws EngineException.Unavailable if the program is not there or the time is over
     */
    public Result run(List<String> argv, byte[] stdin, Duration timeout) {
        ProcessBuilder builder = new ProcessBuilder(argv).directory(new File("/"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(stdin);
            }
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new EngineException.Unavailable(
                        argv.getFirst() + " did not end within " + timeout.toMillis() + " ms",
                        null);
            }
            return new Result(
                    process.exitValue(),
                    process.getInputStream().readAllBytes(),
                    process.getErrorStream().readAllBytes());
        } catch (IOException failed) {
            throw new EngineException.Unavailable("cannot run " + argv.getFirst(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable(
                    argv.getFirst() + " was interrupted", interrupted);
        }
    }

    /** The program's path, looked up in {@code PATH}; empty if it is not there. */
    public Optional<Path> find(String program) {
        if (program.indexOf('/') >= 0) {
            return Optional.of(Path.of(program)).filter(Files::isExecutable);
        }
        String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        for (String folder : path.split(":", -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * How a program ended.
     *
     * @param exitCode 128 plus the signal's number if a signal ended it
     */
    public record Result(int exitCode, byte[] stdout, byte[] stderr) {
        /** Standard output as text. */
        public String out() {
            return new String(stdout, StandardCharsets.UTF_8);
        }

        /** Standard error as text, without blanks around it. */
        public String err() {
            return new String(stderr, StandardCharsets.UTF_8).strip();
        }
    }
}
