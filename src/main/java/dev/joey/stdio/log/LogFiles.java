package dev.joey.stdio.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The names of one log's files: {@code <path>} is being written, {@code <path>.1} is the newest
 * rotated one, {@code .gz} at the end says that it is compressed. The caller holds the log's lock
 * on names.
 */
public final class LogFiles {
    private final Path path;

    LogFiles(Path path) {
        this.path = path;
    }

    /**
     * Removes a log with all its rotated files. Nothing happens if there are none.
     *
     * @param path of the newest file
     * @throws IOException if a file cannot be removed
     */
    public static void delete(Path path) throws IOException {
        for (Path file : new LogFiles(path).siblings()) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(path);
    }

    Path plain(int index) {
        return path.resolveSibling(path.getFileName() + "." + index);
    }

    Path packed(int index) {
        return path.resolveSibling(path.getFileName() + "." + index + ".gz");
    }

    /** Where the next file is made before it takes the log's name. */
    Path fresh() {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    /** Where a file is compressed before it takes its name. */
    Path packing() {
        return path.resolveSibling(path.getFileName() + ".gz.tmp");
    }

    /** The rotated files, oldest first. A file that is there in both forms is told once. */
    List<Rotated> rotated() throws IOException {
        List<Rotated> found = new ArrayList<>();
        String prefix = path.getFileName() + ".";
        for (Path file : siblings()) {
            String rest = file.getFileName().toString().substring(prefix.length());
            boolean packed = rest.endsWith(".gz");
            String number = packed ? rest.substring(0, rest.length() - 3) : rest;
            if (number.matches("[1-9][0-9]{0,8}")) {
                int index = Integer.parseInt(number);
                if (!packed || !Files.exists(plain(index))) {
                    found.add(new Rotated(file, index, packed));
                }
            }
        }
        found.sort(Comparator.comparingInt(Rotated::index).reversed());
        return found;
    }

    /**
     * Makes {@code .1} free: each rotated file moves one on, and those from {@code maxFiles - 1} on
     * go.
     */
    void shift(int maxFiles) throws IOException {
        for (Rotated file : rotated()) {
            int index = file.index();
            if (index >= maxFiles - 1) {
                Files.deleteIfExists(packed(index));
                Files.deleteIfExists(plain(index));
            } else if (file.packed()) {
                move(file.path(), packed(index + 1));
            } else {
                move(file.path(), plain(index + 1));
                // left when a daemon died between writing and removing
                Files.deleteIfExists(packed(index));
            }
        }
    }

    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // removed by someone else: nothing is left to keep
        }
    }

    /** What makes a file the same file under another name, or null if there is none. */
    static Object keyOf(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private List<Path> siblings() throws IOException {
        List<Path> found = new ArrayList<>();
        String prefix = path.getFileName() + ".";
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(
                        path.toAbsolutePath().getParent(),
                        file -> file.getFileName().toString().startsWith(prefix))) {
            all.forEach(found::add);
        } catch (NoSuchFileException _) {
            return List.of();
        }
        return found;
    }

    /** A file that is written no more. */
    record Rotated(Path path, int index, boolean packed) {}
}
