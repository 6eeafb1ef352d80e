package dev.joey.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The two roots of tests that run inside Quarkus: fresh folders for each run of the test JVM,
 * removed at its end. Short paths, because sockets live below.
 */
public final class TestRoots implements ConfigSource {
    private static final String ROOT = "test.joey.root";

    private final Map<String, String> properties;

    public TestRoots() {
        Path root = root();
        properties =
                Map.of(
                        "joey.data-root", root.resolve("data").toString(),
                        "joey.exec-root", root.resolve("exec").toString(),
                        "joey.hosts[0]", "unix://" + root.resolve("exec/joey.sock"));
    }

    // This class is loaded once per class loader of Quarkus; the JVM has one set of roots.
    private static Path root() {
        synchronized (Runtime.getRuntime()) {
            String known = System.getProperty(ROOT);
            if (known != null) {
                return Path.of(known);
            }
            try {
                Path root = Files.createTempDirectory("joey-test");
                Files.createDirectories(root.resolve("data"));
                Files.createDirectories(root.resolve("exec"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(root)));
                System.setProperty(ROOT, root.toString());
                return root;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static void remove(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            System.err.println(root + " stays: " + failure);
        }
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public String getValue(String name) {
        return properties.get(name);
    }

    @Override
    public String getName() {
        return "roots of this test run";
    }

    @Override
    public int getOrdinal() {
        return 300;
    }
}
