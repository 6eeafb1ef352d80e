package dev.joey.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of the host that a test runs to its end. */
public final class Program {
    private static final long PATIENCE_SECONDS = 120;

    private Program() {}

    /**
     * How it ended.
     *
     * @param code 128 plus the signal's number if a signal ended it
     */
    public record Result(int code, String out, String err) {
        /**
         * The output of a success.
         *
         * @throws AssertionError if it was none
         */
        public String ok() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + "\n" + out + err);
            }
            return out;
        }
    }

    /** Runs a program with input. */
    public static Result run(Map<String, String> environment, String input, List<String> argv) {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            var out = read(process.getInputStream());
            var err = read(process.getErrorStream());
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException notRead) {
                // A program that ends without reading has its reasons: its code tells.
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(argv + " did not end in " + PATIENCE_SECONDS + " s");
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Runs a program. */
    public static Result run(String... argv) {
        return run(Map.of(), "", List.of(argv));
    }

    /** Where a program is, as a login shell would find it. */
    public static boolean isThere(String name) {
        return run("sh", "-c", "command -v " + name).code() == 0;
    }

    /**
     * The archive of a small image named {@code busybox}, made from this machine's static busybox.
     */
    public static Path busyboxImage(Path file) {
        String script =
                DaemonUnderTest.home().resolve("src/main/scripts/busybox-image.sh").toString();
        run(script, busybox(), file.toString()).ok();
        return file;
    }

    private static String busybox() {
        String found =
                run(
                                "sh",
                                "-c",
                                "for b in /usr/bin/busybox /bin/busybox; do [ -x $b ] && echo $b && break; done")
                        .ok();
        return found.strip();
    }

    private static CompletableFuture<String> read(java.io.InputStream from) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (from) {
                                text.complete(
                                        new String(from.readAllBytes(), StandardCharsets.UTF_8));
                            } catch (IOException killed) {
                                text.complete("");
                            }
                        });
        return text;
    }
}
