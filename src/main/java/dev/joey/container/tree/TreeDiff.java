package dev.joey.container.tree;

import dev.joey.linux.FileEntry;
import dev.joey.linux.Folder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What differs between a container's root and its image's, told in the order of the paths. A folder
 * is modified if anything in it is. Source: the observable behaviour of dockerd's {@code changes}.
 *
 * <p>Both trees are compared as they look when mounted, so whiteouts and opaque folders of every
 * snapshotter are right. If the snapshotter keeps what was written in a folder of its own (the
 * upper folder of overlayfs), only what is listed there is compared.
 */
public final class TreeDiff {
    private static final String[] MOVED = {
        "trusted.overlay.opaque",
        "trusted.overlay.redirect",
        "user.overlay.opaque",
        "user.overlay.redirect"
    };

    private final Sink sink;

    /** Folders on the way whose entry is told when the first change in them is. */
    private final List<Pending> pending = new ArrayList<>();

    /** What a diff is told to. Paths are raw, see {@link FileEntry}, and relative. */
    public interface Sink {
        /** Something new; what is in a new folder is told for itself. */
        void added(String path, Folder parent, FileEntry entry) throws IOException;

        /** Something that is other than it was, or a folder in which something is. */
        void modified(String path, Folder parent, FileEntry entry) throws IOException;

        /** Something that is gone with all that was in it. */
        void deleted(String path) throws IOException;
    }

    private record Pending(String path, Folder parent, FileEntry entry, boolean added) {}

    private TreeDiff(Sink sink) {
        this.sink = sink;
    }

    /**
     * Compares.
     *
     * @param image the root of the image; null for an image without files
     * @param root the container's
     * @param written the snapshotter's folder of what was written, or null if it has none
     */
    public static void compare(Folder image, Folder root, Folder written, Sink sink)
            throws IOException {
        new TreeDiff(sink).folder("", image, root, written);
    }

    private void folder(String prefix, Folder before, Folder now, Folder written)
            throws IOException {
        for (Pair pair : pairs(before, now, written)) {
            String path = prefix + pair.name;
            if (pair.now == null) {
                tellPending();
                sink.deleted(path);
            } else if (pair.before == null) {
                added(path, now, pair.now);
            } else {
                both(path, before, now, written, pair);
            }
        }
    }

    /** An entry as it was and is; one of the two may be null. */
    private record Pair(String name, FileEntry before, FileEntry now) {}

    private static List<Pair> pairs(Folder before, Folder now, Folder written) {
        List<Pair> pairs = new ArrayList<>();
        if (written != null) {
            for (FileEntry listed : written.entries()) {
                String name = listed.name();
                Optional<FileEntry> was = before == null ? Optional.empty() : before.entry(name);
                Pair pair = new Pair(name, was.orElse(null), now.entry(name).orElse(null));
                if (pair.before != null || pair.now != null) {
                    pairs.add(pair);
                }
            }
            return pairs;
        }
        Map<String, FileEntry> was = new LinkedHashMap<>();
        if (before != null) {
            before.entries().forEach(entry -> was.put(entry.name(), entry));
        }
        Map<String, Pair> all = new TreeMap<>();
        now.entries().forEach(e -> all.put(e.name(), new Pair(e.name(), was.remove(e.name()), e)));
        was.forEach((name, entry) -> all.put(name, new Pair(name, entry, null)));
        pairs.addAll(all.values());
        return pairs;
    }

    private void added(String path, Folder parent, FileEntry entry) throws IOException {
        if (!entry.isFolder()) {
            if (!MountStubs.isStub(path, entry)) {
                tellPending();
                sink.added(path, parent, entry);
            }
            return;
        }
        pending.add(new Pending(path, parent, entry, true));
        if (!MountStubs.isStub(path, entry)) {
            tellPending();
        }
        try (Folder inner = parent.folder(entry.name()).orElse(null)) {
            if (inner != null) {
                for (FileEntry child : inner.entries()) {
                    added(path + "/" + child.name(), inner, child);
                }
            }
        }
        pending.removeIf(p -> p.path.equals(path));
    }

    private void both(String path, Folder before, Folder now, Folder written, Pair pair)
            throws IOException {
        boolean folders = pair.before.isFolder() && pair.now.isFolder();
        if (!folders) {
            // What overlayfs has in its upper folder was opened for writing at least.
            boolean changed =
                    written != null
                            || !isSame(pair.before, pair.now)
                            || !hasSameAttributes(before, now, pair.name);
            if (changed && !MountStubs.isStub(path, pair.now)) {
                tellPending();
                sink.modified(path, now, pair.now);
            }
            if (changed && pair.now.isFolder()) {
                try (Folder inner = now.folder(pair.name).orElse(null)) {
                    if (inner != null) {
                        for (FileEntry child : inner.entries()) {
                            added(path + "/" + child.name(), inner, child);
                        }
                    }
                }
            }
            return;
        }
        pending.add(new Pending(path, now, pair.now, false));
        if (!hasSameOwner(pair.before, pair.now) || !hasSameAttributes(before, now, pair.name)) {
            tellPending();
        }
        try (Folder innerBefore = before.folder(pair.name).orElse(null);
                Folder innerNow = now.folder(pair.name).orElse(null);
                Folder innerWritten = writtenBelow(written, pair.name)) {
            if (innerNow != null) {
                folder(path + "/", innerBefore, innerNow, innerWritten);
            }
        }
        pending.removeIf(p -> p.path.equals(path));
    }

    /** A folder that hides or moves what is below it does not list what that changed. */
    private static Folder writtenBelow(Folder written, String name) {
        if (written == null) {
            return null;
        }
        for (String attribute : MOVED) {
            if (written.attribute(name, attribute).isPresent()) {
                return null;
            }
        }
        return written.folder(name).orElse(null);
    }

    private void tellPending() throws IOException {
        for (Pending folder : pending) {
            if (folder.added) {
                sink.added(folder.path, folder.parent, folder.entry);
            } else {
                sink.modified(folder.path, folder.parent, folder.entry);
            }
        }
        pending.clear();
    }

    private static boolean hasSameOwner(FileEntry before, FileEntry now) {
        return before.mode() == now.mode()
                && before.uid() == now.uid()
                && before.gid() == now.gid();
    }

    private static boolean isSame(FileEntry before, FileEntry now) {
        return hasSameOwner(before, now)
                && before.sizeBytes() == now.sizeBytes()
                && before.seconds() == now.seconds()
                && before.nanos() == now.nanos()
                && before.major() == now.major()
                && before.minor() == now.minor();
    }

    private static boolean hasSameAttributes(Folder before, Folder now, String name) {
        return Arrays.equals(
                before.attribute(name, "security.capability").orElse(null),
                now.attribute(name, "security.capability").orElse(null));
    }
}
