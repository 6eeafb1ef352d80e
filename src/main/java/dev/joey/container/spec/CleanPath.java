package dev.joey.container.spec;

import dev.joey.error.EngineException.InvalidParameter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as users give them. */
final class CleanPath {
    private CleanPath() {}

    /**
     * Without dots, doubled slashes and a slash at the end.
     *
     * @throws InvalidParameter if the text can be no path, as one with a NUL
     */
    static Path of(String path) {
        try {
            return Path.of(path).normalize();
        } catch (InvalidPathException e) {
            throw new InvalidParameter("invalid path: " + e.getReason(), e);
        }
    }

    /** The same, taken from the root; no dots lead above it. */
    static Path fromRoot(String path) {
        return of("/" + path);
    }
}
