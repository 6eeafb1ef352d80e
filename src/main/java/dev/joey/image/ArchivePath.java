package dev.joey.image;

import dev.joey.error.EngineException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Paths within an archive, which must stay within it. */
final class ArchivePath {
    private ArchivePath() {}

    /**
     * The path in its shortest form, without {@code ./} and doubled slashes.
     *
     * @throws EngineException.InvalidParameter if it is absolute or has a {@code ..}
     */
    static String of(String path) {
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                throw outside(path);
            }
        }
        return resolve("", path);
    }

    /**
     * Where a symbolic link in {@code folder} leads.
     *
     * @param folder within the archive, empty or with a slash at its end
     * @throws EngineException.InvalidParameter if that is outside of the archive
     */
    static String resolve(String folder, String target) {
        if (target.startsWith("/") || target.indexOf('\0') >= 0) {
            throw outside(target);
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (folder + target).split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (parts.pollLast() == null) {
                        throw outside(target);
                    }
                }
                default -> parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    private static EngineException outside(String path) {
        return new EngineException.InvalidParameter(
                "the archive has a path that leads out of it: '" + path + "'");
    }
}
