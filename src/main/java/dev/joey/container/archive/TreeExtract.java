package dev.joey.container.archive;

import dev.joey.error.EngineException;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.linux.Fd;
import dev.joey.linux.FileRoot;
import dev.joey.linux.FileStat;
import dev.joey.linux.OpenFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Puts a stranger's tar stream into a folder of a root, in constant memory. Each folder on the way
 * is looked up within the root on descriptors, so that neither the archive nor a process in the
 * container leads out of it. Existing folders are merged into, all else is replaced. Source:
 * dockerd 28.5, {@code docker cp}.
 */
public final class TreeExtract {
    private static final String XATTR = "SCHILY.xattr.";

    /** More than any disk; what a sparse map claims beyond it is an attack. */
    private static final long LARGEST = 1L << 43;

    private static final int CHUNK = 64 << 10;

    private final FileRoot root;
    private final String destination;
    private final ExtractOptions options;
    private final byte[] chunk = new byte[CHUNK];
    private final List<Times> folders = new ArrayList<>();

    private String openPath;
    private OpenFolder open;

    private record Times(String path, TarArchiveEntry entry) {}

    private TreeExtract(FileRoot root, String destination, ExtractOptions options) {
        this.root = root;
        this.destination = destination.equals("/") ? "" : destination;
        this.options = options;
    }

    /**
     * Extracts.
     *
     * @param archive uncompressed; read to its end
     * @param destination an absolute path in the root, without symlinks
     * @throws InvalidParameter if the archive is broken, climbs out, or would replace what {@code
     *     options} keeps
     */
    public static void extract(
            InputStream archive, FileRoot root, String destination, ExtractOptions options) {
        TreeExtract extract = new TreeExtract(root, destination, options);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name())) {
            extract.all(tar);
            extract.finish();
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidParameter("the archive cannot be read: " + e.getMessage(), e);
        } finally {
            extract.leave();
        }
    }

    private void all(TarArchiveInputStream tar) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            if (!entry.isCheckSumOK()) {
                throw new InvalidParameter("archive/tar: invalid tar header");
            }
            entry(tar, entry);
        }
    }

    private void entry(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
        if (entry.isGlobalPaxHeader()) {
            return;
        }
        String path = clean(entry.getName());
        if (path.isEmpty()) {
            if (!entry.isDirectory()) {
                throw new InvalidParameter("the archive has a member without a name");
            }
            return;
        }
        int cut = path.lastIndexOf('/');
        byte[] name = OpenFolder.bytes(path.substring(cut + 1));
        OpenFolder parent = parent(cut < 0 ? "" : path.substring(0, cut));
        Optional<FileStat> present = parent.stat(name);
        boolean merged = present.isPresent() && replaced(parent, name, present.get(), entry, path);
        switch (entry.getLinkFlag()) {
            case TarConstants.LF_DIR -> {
                if (!merged) {
                    boolean _ = parent.makeFolder(name, 0700);
                }
                settle(parent, name, entry);
                folders.add(new Times(path, entry));
            }
            case TarConstants.LF_SYMLINK -> {
                parent.makeLink(name, OpenFolder.bytes(entry.getLinkName()));
                own(parent, name, entry);
                touch(parent, name, entry);
            }
            case TarConstants.LF_LINK -> link(parent, name, entry);
            case TarConstants.LF_CHR -> node(parent, name, entry, 0020000);
            case TarConstants.LF_BLK -> node(parent, name, entry, 0060000);
            case TarConstants.LF_FIFO -> node(parent, name, entry, 0010000);
            default -> {
                if (entry.isDirectory()) {
                    throw new InvalidParameter("unhandled tar header type " + entry.getLinkFlag());
                }
                file(tar, parent, name, entry);
            }
        }
    }

    /** Makes room for an entry; true if a folder stays to be merged into. */
    private boolean replaced(
            OpenFolder parent, byte[] name, FileStat present, TarArchiveEntry entry, String path) {
        boolean folder = entry.isDirectory();
        if (present.isFolder() && folder) {
            return true;
        }
        if (options.keepKinds() && present.isFolder() != folder) {
            String at = destination + "/" + path;
            throw new InvalidParameter(
                    folder
                            ? "cannot overwrite non-directory \""
                                    + at
                                    + "\" with directory \""
                                    + destination
                                    + "\""
                            : "cannot overwrite directory \""
                                    + at
                                    + "\" with non-directory \""
                                    + destination
                                    + "\"");
        }
        if (present.isFolder()) {
            leaveBelow(path);
        }
        parent.remove(name);
        return false;
    }

    private void file(
            TarArchiveInputStream tar, OpenFolder parent, byte[] name, TarArchiveEntry entry)
            throws IOException {
        long sizeBytes = entry.isSparse() ? entry.getRealSize() : entry.getSize();
        if (sizeBytes > LARGEST) {
            throw new InvalidParameter(
                    "the archive has a file of " + sizeBytes + " bytes: " + entry.getName());
        }
        boolean whole = false;
        try (Fd file = parent.create(name)) {
            boolean holes = entry.isSparse();
            long written = 0;
            int got = tar.read(chunk);
            while (got >= 0) {
                if (holes && isZero(got)) {
                    parent.skip(file, got);
                } else {
                    write(file, got);
                }
                written += got;
                got = tar.read(chunk);
            }
            if (written < sizeBytes) {
                throw new InvalidParameter("unexpected EOF");
            }
            if (holes) {
                parent.truncate(file, sizeBytes);
            }
            whole = true;
        } finally {
            if (!whole) {
                parent.remove(name);
            }
        }
        settle(parent, name, entry);
        touch(parent, name, entry);
    }

    private void write(Fd file, int count) {
        for (int at = 0; at < count; ) {
            int written = file.write(chunk, at, count - at);
            if (written <= 0) {
                throw new EngineException.Internal("write " + file + " stopped", null);
            }
            at += written;
        }
    }

    private boolean isZero(int count) {
        for (int i = 0; i < count; i++) {
            if (chunk[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** A hard link's target is a member of the same archive. */
    private void link(OpenFolder parent, byte[] name, TarArchiveEntry entry) {
        String target = clean(entry.getLinkName());
        int cut = target.lastIndexOf('/');
        Optional<OpenFolder> folder =
                root.folder(destination + "/" + (cut < 0 ? "" : target.substring(0, cut)));
        if (folder.isEmpty()) {
            throw new InvalidParameter(
                    "invalid hardlink \""
                            + entry.getName()
                            + "\" -> \""
                            + entry.getLinkName()
                            + "\"");
        }
        try (OpenFolder from = folder.get()) {
            parent.hardLink(name, from, OpenFolder.bytes(target.substring(cut + 1)));
        }
    }

    private void node(OpenFolder parent, byte[] name, TarArchiveEntry entry, int type) {
        parent.makeNode(name, type | 0600, entry.getDevMajor(), entry.getDevMinor());
        settle(parent, name, entry);
        touch(parent, name, entry);
    }

    /** Owner before permissions: a change of owner takes set-user-id away. */
    private void settle(OpenFolder parent, byte[] name, TarArchiveEntry entry) {
        own(parent, name, entry);
        for (Map.Entry<String, String> record : entry.getExtraPaxHeaders().entrySet()) {
            // The library reads values as UTF-8; one that is none cannot be kept.
            if (record.getKey().startsWith(XATTR) && record.getValue().indexOf('\ufffd') < 0) {
                boolean _ =
                        parent.setAttribute(
                                name,
                                record.getKey().substring(XATTR.length()),
                                OpenFolder.bytes(record.getValue()));
            }
        }
        parent.permit(name, entry.getMode());
    }

    private void own(OpenFolder parent, byte[] name, TarArchiveEntry entry) {
        parent.own(
                name,
                options.uid() == null ? entry.getLongUserId() : options.uid(),
                options.gid() == null ? entry.getLongGroupId() : options.gid());
    }

    private static void touch(OpenFolder parent, byte[] name, TarArchiveEntry entry) {
        var at = entry.getLastModifiedTime().toInstant();
        parent.touch(name, at.getEpochSecond(), at.getNano());
    }

    /** Folders get their times when nothing more is put into them. */
    private void finish() {
        for (Times folder : folders.reversed()) {
            int cut = folder.path().lastIndexOf('/');
            Optional<OpenFolder> parent =
                    root.folder(
                            destination + "/" + (cut < 0 ? "" : folder.path().substring(0, cut)));
            if (parent.isPresent()) {
                try (OpenFolder open = parent.get()) {
                    byte[] name = OpenFolder.bytes(folder.path().substring(cut + 1));
                    if (open.stat(name).isPresent()) {
                        touch(open, name, folder.entry());
                    }
                }
            }
        }
    }

    /** The folder of an entry; what is not there is made. Held until another is asked for. */
    private OpenFolder parent(String path) {
        if (open != null && path.equals(openPath)) {
            return open;
        }
        leave();
        OpenFolder found = root.folder(destination + "/" + path).orElseGet(() -> made(path));
        open = found;
        openPath = path;
        return found;
    }

    private OpenFolder made(String path) {
        String at = destination + "/";
        for (String part : path.split("/", -1)) {
            try (OpenFolder folder = root.folder(at).orElseThrow(() -> vanished(path))) {
                boolean _ = folder.makeFolder(OpenFolder.bytes(part), 0755);
            }
            at = at + part + "/";
        }
        return root.folder(at).orElseThrow(() -> vanished(path));
    }

    private EngineException vanished(String path) {
        return new EngineException.Conflict(destination + "/" + path + " vanished meanwhile");
    }

    private void leaveBelow(String path) {
        if (openPath != null && (openPath.equals(path) || openPath.startsWith(path + "/"))) {
            leave();
        }
    }

    private void leave() {
        if (open != null) {
            open.close();
            open = null;
            openPath = null;
        }
    }

    /**
     * A member's path without dots and slashes at its ends.
     *
     * @throws InvalidParameter if it leads out of where it is extracted
     */
    private String clean(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    throw new InvalidParameter(
                            "\""
                                    + name
                                    + "\" is outside of \""
                                    + (destination.isEmpty() ? "/" : destination)
                                    + "\"");
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
