package dev.joey.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which Joey this is, as the build wrote it down.
 *
 * @param version as {@code 0.1.0}
 * @param commit the short commit, or {@code unknown} outside a git checkout
 * @param time of that commit, RFC 3339
 */
public record BuildInfo(String version, String commit, String time) {
    private static final String FILE = "/dev/joey/build.properties";

    /** Reads the build's notes. */
    public static BuildInfo read() {
        Properties notes = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing in this build");
            }
            notes.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new BuildInfo(
                notes.getProperty("version"),
                notes.getProperty("commit"),
                notes.getProperty("time"));
    }
}
