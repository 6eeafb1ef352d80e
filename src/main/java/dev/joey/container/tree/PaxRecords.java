package dev.joey.container.tree;

import dev.joey.linux.FileEntry;
import dev.joey.linux.Folder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * What a plain tar header cannot say of a file, as pax records: fractions of a second and extended
 * attributes, whose values are bytes. Source: pax(1), "pax Extended Header"; {@code SCHILY.xattr}
 * as Go's and GNU's tar have it.
 */
final class PaxRecords {
    private static final String ATTRIBUTE = "SCHILY.xattr.";

    private PaxRecords() {}

    /**
     * The records of a file; empty if it needs none.
     *
     * @param changed null if the header says it exactly
     */
    static byte[] of(Instant changed, Folder parent, FileEntry entry) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        if (changed != null) {
            String time = "%d.%09d".formatted(changed.getEpochSecond(), changed.getNano());
            add(records, "mtime", time.getBytes(StandardCharsets.US_ASCII));
        }
        switch (entry.type()) {
            case FILE, FOLDER -> attributes(records, parent.attributes(entry.name()));
            // Nobody may set those that are carried here on other types. Source: xattr(7).
            case SYMLINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET -> {}
        }
        return records.toByteArray();
    }

    /** File capabilities and the users' own; what overlayfs keeps for itself is not the file's. */
    private static void attributes(ByteArrayOutputStream records, Map<String, byte[]> attributes) {
        attributes.forEach(
                (name, value) -> {
                    boolean carried =
                            name.equals("security.capability")
                                    || (name.startsWith("user.")
                                            && !name.startsWith("user.overlay."));
                    if (carried) {
                        add(records, ATTRIBUTE + name, value);
                    }
                });
    }

    /** {@code length key=value\n}, where the length counts its own digits. */
    private static void add(ByteArrayOutputStream records, String key, byte[] value) {
        byte[] name = key.getBytes(StandardCharsets.ISO_8859_1);
        int rest = name.length + value.length + 3;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        records.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
        records.writeBytes(name);
        records.write('=');
        records.writeBytes(value);
        records.write('\n');
    }
}
