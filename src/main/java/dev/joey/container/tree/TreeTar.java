package dev.joey.container.tree;

import dev.joey.linux.FileEntry;
import dev.joey.linux.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes files of a tree as tar, in constant memory but for the names of files that have several.
 * Paths are raw, see {@link FileEntry}, relative and without a slash at the end. Whiteouts are
 * OCI's. Source: OCI image-spec, "Image Layer Filesystem Changeset".
 */
public final class TreeTar implements AutoCloseable {
    private static final String WHITEOUT = ".wh.";
    private static final int COPY_BYTES = 256 << 10;

    private final TarArchiveOutputStream tar;
    private final Map<FileId, String> linked = new HashMap<>();
    private final byte[] buffer = new byte[COPY_BYTES];
    private long count;

    private record FileId(long device, long inode) {}

    /** Begins. The caller closes {@code out}. */
    public TreeTar(OutputStream out) {
        // One byte per character both ways: names come out as the bytes that they are.
        tar = new TarArchiveOutputStream(new Unclosed(out), StandardCharsets.ISO_8859_1.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    /** How many entries were written. */
    public long count() {
        return count;
    }

    /** Writes all that is in a folder. */
    public void all(Folder top) throws IOException {
        all("", top);
    }

    /** Writes an entry, and if it is a folder all that is in it. */
    public void all(String path, Folder parent, FileEntry entry) throws IOException {
        add(path, parent, entry);
        if (entry.isFolder()) {
            try (Folder inner = parent.folder(entry.name()).orElse(null)) {
                if (inner != null) {
                    all(path + "/", inner);
                }
            }
        }
    }

    private void all(String prefix, Folder folder) throws IOException {
        for (FileEntry entry : folder.entries()) {
            all(prefix + entry.name(), folder, entry);
        }
    }

    /** Writes one entry; what vanished meanwhile, and sockets, are left out as tar(1) does. */
    public void add(String path, Folder parent, FileEntry entry) throws IOException {
        switch (entry.type()) {
            case FOLDER -> put(path + "/", TarConstants.LF_DIR, parent, entry, "");
            case SYMLINK ->
                    put(path, TarConstants.LF_SYMLINK, parent, entry, parent.link(entry.name()));
            case CHARACTER_DEVICE -> put(path, TarConstants.LF_CHR, parent, entry, "");
            case BLOCK_DEVICE -> put(path, TarConstants.LF_BLK, parent, entry, "");
            case FIFO -> put(path, TarConstants.LF_FIFO, parent, entry, "");
            case FILE -> file(path, parent, entry);
            case SOCKET -> {}
        }
    }

    /** Says that a lower layer's entry is gone. */
    public void whiteout(String path) throws IOException {
        int name = path.lastIndexOf('/') + 1;
        TarArchiveEntry gone =
                new TarArchiveEntry(path.substring(0, name) + WHITEOUT + path.substring(name));
        gone.setLastModifiedTime(FileTime.from(Instant.EPOCH));
        gone.setMode(0);
        tar.putArchiveEntry(gone);
        tar.closeArchiveEntry();
        count++;
    }

    /** Ends the archive. */
    @Override
    public void close() throws IOException {
        tar.close();
    }

    private void file(String path, Folder parent, FileEntry entry) throws IOException {
        if (entry.links() > 1) {
            FileId id = new FileId(entry.device(), entry.inode());
            String first = linked.putIfAbsent(id, path);
            if (first != null) {
                put(path, TarConstants.LF_LINK, parent, entry, first);
                return;
            }
        }
        Optional<InputStream> opened = parent.content(entry);
        if (opened.isEmpty()) {
            linked.remove(new FileId(entry.device(), entry.inode()), path);
            return;
        }
        try (InputStream content = opened.get()) {
            begin(path, TarConstants.LF_NORMAL, parent, entry, "");
            copy(content, entry.sizeBytes());
            tar.closeArchiveEntry();
        }
    }

    private void put(String path, byte type, Folder parent, FileEntry entry, String link)
            throws IOException {
        begin(path, type, parent, entry, link);
        tar.closeArchiveEntry();
    }

    private void begin(String path, byte type, Folder parent, FileEntry entry, String link)
            throws IOException {
        Instant changed = Instant.ofEpochSecond(entry.seconds(), entry.nanos());
        if (type != TarConstants.LF_LINK) {
            byte[] records = PaxRecords.of(entry.nanos() == 0 ? null : changed, parent, entry);
            if (records.length > 0) {
                pax(records);
            }
        }
        TarArchiveEntry header = new TarArchiveEntry(path, type);
        header.setMode(entry.mode() & 07777);
        header.setUserId(entry.uid());
        header.setGroupId(entry.gid());
        header.setLastModifiedTime(FileTime.fromMillis(entry.seconds() * 1000));
        header.setLinkName(link);
        header.setSize(type == TarConstants.LF_NORMAL ? entry.sizeBytes() : 0);
        if (type == TarConstants.LF_CHR || type == TarConstants.LF_BLK) {
            header.setDevMajor((int) entry.major());
            header.setDevMinor((int) entry.minor());
        }
        tar.putArchiveEntry(header);
        count++;
    }

    /** Written here and not by the library, which knows only attributes that are texts. */
    private void pax(byte[] records) throws IOException {
        TarArchiveEntry header =
                new TarArchiveEntry("PaxHeaders/0", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
        header.setLastModifiedTime(FileTime.from(Instant.EPOCH));
        header.setSize(records.length);
        tar.putArchiveEntry(header);
        tar.write(records);
        tar.closeArchiveEntry();
    }

    /** Exactly as many bytes as the header says, though a process may change the file. */
    private void copy(InputStream content, long sizeBytes) throws IOException {
        long left = sizeBytes;
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                Arrays.fill(buffer, (byte) 0);
                read = (int) Math.min(buffer.length, left);
            }
            tar.write(buffer, 0, read);
            left -= read;
        }
    }

    /** The library closes what it writes to; here the caller does. */
    private static final class Unclosed extends OutputStream {
        private final OutputStream out;

        Unclosed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
