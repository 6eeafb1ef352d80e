package dev.joey.linux;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The host's programs, found by {@code PATH} of the daemon; a container's root is never looked in.
 */
@ApplicationScoped
public class Commands {
    /** The most that is kept of each of a program's output streams; the rest is thrown away. */
    public static final int OUTPUT_AT_MOST_BYTES = 4 << 20;

    /**
     * Runs a program to its end, with {@code LC_ALL=C} and the root folder as working folder.
     *
     * @param argv the program and its arguments; no shell sees them
     * @param stdin all it gets to read
     * @param timeout after which it is killed
     * @throws EngineException.Unavailable if the program is not there or the time is over
     */
    public Result run(List<String> argv, byte[] stdin, Duration timeout) {
        ProcessBuilder builder = new ProcessBuilder(argv).directory(new File("/"));
        builder.environment().put("LC_ALL", "C");
        Process process = begin(builder, argv);
        // Platform threads: reading a pipe holds the carrier of a virtual one.
        Collector out = new Collector(process.getInputStream(), argv.getFirst());
        Collector err = new Collector(process.getErrorStream(), argv.getFirst());
        try {
            feed(process.getOutputStream(), stdin, argv.getFirst());
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EngineException.Unavailable(
                        argv.getFirst() + " did not end within " + timeout.toMillis() + " ms",
                        null);
            }
            return new Result(process.exitValue(), out.bytes(), err.bytes());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable(
                    argv.getFirst() + " was interrupted", interrupted);
        } finally {
            process.destroyForcibly();
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

    private static Process begin(ProcessBuilder builder, List<String> argv) {
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new EngineException.Unavailable("cannot start " + argv.getFirst(), failed);
        }
    }

    /** A program that ends without reading has its reasons: its exit code tells. */
    private static void feed(OutputStream into, byte[] stdin, String program) {
        if (stdin.length == 0) {
            closeQuietly(into);
            return;
        }
        Thread.ofPlatform()
                .daemon()
                .name("stdin of " + program)
                .start(
                        () -> {
                            try (into) {
                                into.write(stdin);
                            } catch (IOException notRead) {
                                closeQuietly(into);
                            }
                        });
    }

    private static void closeQuietly(OutputStream into) {
        try {
            into.close();
        } catch (IOException alreadyBroken) {
            // Nobody reads.
        }
    }

    /**
     * How a program ended.
     *
     * @param exitCode 128 plus the signal's number if a signal ended it
     * @param stdout at most {@link #OUTPUT_AT_MOST_BYTES}
     * @param stderr at most {@link #OUTPUT_AT_MOST_BYTES}
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

    private static final class Collector {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread;

        Collector(InputStream from, String program) {
            thread =
                    Thread.ofPlatform()
                            .daemon()
                            .name("output of " + program)
                            .start(() -> collect(from));
        }

        private void collect(InputStream from) {
            byte[] chunk = new byte[16 << 10];
            try (from) {
                for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
                    bytes.write(chunk, 0, Math.min(count, OUTPUT_AT_MOST_BYTES - bytes.size()));
                }
            } catch (IOException killed) {
                // What came before it was killed is kept.
            }
        }

        /** A grandchild may keep the pipe open; it is not waited for longer than a second. */
        byte[] bytes() throws InterruptedException {
            thread.join(Duration.ofSeconds(1));
            return bytes.toByteArray();
        }
    }
}
