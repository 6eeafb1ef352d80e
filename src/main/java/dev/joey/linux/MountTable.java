package dev.joey.linux;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is mounted for this process now. Source: proc_pid_mountinfo(5). */
public final class MountTable {
    private static final Path FILE = Path.of("/proc/self/mountinfo");

    private final List<Row> rows;

    private MountTable(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * A mount.
     *
     * @param shared whether what is mounted below it is seen in other namespaces
     * @param slave whether what others mount below it is seen here
     */
    public record Row(Path point, String type, String source, boolean shared, boolean slave) {}

    /** Reads the table. */
    public static MountTable read() {
        try {
            return parse(Files.readAllLines(FILE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new EngineException.Internal("read " + FILE, e);
        }
    }

    static MountTable parse(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            String[] halves = line.split(" - ", 2);
            String[] first = halves[0].split(" ", -1);
            String[] second = halves[1].split(" ", -1);
            boolean shared = false;
            boolean slave = false;
            for (int i = 6; i < first.length; i++) {
                shared |= first[i].startsWith("shared:");
                slave |= first[i].startsWith("master:");
            }
            rows.add(new Row(Path.of(plain(first[4])), second[0], plain(second[1]), shared, slave));
        }
        return new MountTable(rows);
    }

    /** Whether something is mounted exactly there. */
    public boolean isMountPoint(Path path) {
        Path wanted = path.toAbsolutePath().normalize();
        return rows.stream().anyMatch(row -> row.point().equals(wanted));
    }

    /** The mount that a path without symlinks lies on. */
    public Optional<Row> of(Path path) {
        Path wanted = path.toAbsolutePath().normalize();
        return rows.stream()
                .filter(row -> wanted.startsWith(row.point()))
                // The last of equals lies on top.
                .reduce(
                        (a, b) ->
                                Comparator.<Row>comparingInt(row -> row.point().getNameCount())
                                                        .compare(a, b)
                                                > 0
                                        ? a
                                        : b);
    }

    /** The kernel writes space, tab, newline and backslash in octal. */
    private static String plain(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
