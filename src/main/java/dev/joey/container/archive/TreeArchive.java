package dev.joey.container.archive;

import dev.joey.linux.Fd;
import dev.joey.linux.FileStat;
import dev.joey.linux.IoBuffer;
import dev.joey.linux.OpenFolder;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a file or a folder with all below it as a tar stream, in constant memory but for the names
 * of hard links. Links are not followed; sockets are left out; what vanishes meanwhile is left out,
 * what shrinks is filled with zeros. Source: dockerd 28.5, {@code docker cp}.
 */
public final class TreeArchive {
    private static final int CHUNK = 64 << 10;

    /** The one attribute that Docker's archives carry. */
    private static final String CAPABILITY = "security.capability";

    private final TarWriter tar;
    private final OutputStream out;
    private final IoBuffer buffer = new IoBuffer(CHUNK);
    private final Map<Key, byte[]> links = new HashMap<>();

    private record Key(long fileSystem, long inode) {}

    private TreeArchive(OutputStream out) {
        this.out = new BufferedOutputStream(out, CHUNK);
        this.tar = new TarWriter(this.out);
    }

    /**
     * Writes one entry of a folder.
     *
     * @param as its name in the archive
     */
    public static void writeEntry(OpenFolder parent, byte[] name, byte[] as, OutputStream out)
            throws IOException {
        TreeArchive archive = new TreeArchive(out);
        Optional<FileStat> stat = parent.stat(name);
        if (stat.isPresent()) {
            archive.entry(parent, name, as, stat.get());
        }
        archive.finish();
    }

    /**
     * Writes a folder.
     *
     * @param as its name in the archive, {@code /} for a root
     */
    public static void writeFolder(OpenFolder folder, byte[] as, OutputStream out)
            throws IOException {
        TreeArchive archive = new TreeArchive(out);
        byte[] name = slashed(as);
        archive.tar.head(TarWriter.FOLDER, name, new byte[0], 0, folder.stat(), Map.of());
        archive.content(folder, name);
        archive.finish();
    }

    private void finish() throws IOException {
        tar.end();
        out.flush();
    }

    private void content(OpenFolder folder, byte[] prefix) throws IOException {
        List<byte[]> names = folder.names();
        for (byte[] name : names) {
            Optional<FileStat> stat = folder.stat(name);
            if (stat.isPresent()) {
                entry(folder, name, joined(prefix, name), stat.get());
            }
        }
    }

    private void entry(OpenFolder parent, byte[] name, byte[] as, FileStat stat)
            throws IOException {
        if (!stat.isFolder() && stat.links() > 1) {
            byte[] first = links.putIfAbsent(new Key(stat.fileSystem(), stat.inode()), as);
            if (first != null) {
                tar.head(TarWriter.HARD_LINK, as, first, 0, stat, Map.of());
                return;
            }
        }
        switch (stat.kind()) {
            case FOLDER -> {
                Optional<OpenFolder> opened = parent.folder(name);
                if (opened.isPresent()) {
                    try (OpenFolder inner = opened.get()) {
                        byte[] slashed = slashed(as);
                        tar.head(
                                TarWriter.FOLDER,
                                slashed,
                                new byte[0],
                                0,
                                inner.stat(),
                                capability(parent, name));
                        content(inner, slashed);
                    }
                }
            }
            case FILE -> {
                Optional<Fd> opened = parent.file(name);
                if (opened.isPresent()) {
                    try (Fd file = opened.get()) {
                        FileStat now = parent.stat(file);
                        tar.head(
                                TarWriter.FILE,
                                as,
                                new byte[0],
                                now.sizeBytes(),
                                now,
                                capability(parent, name));
                        bytes(file, now.sizeBytes());
                    }
                }
            }
            case LINK -> tar.head(TarWriter.LINK, as, parent.target(name), 0, stat, Map.of());
            case CHAR_DEVICE -> node(TarWriter.CHAR_DEVICE, as, stat);
            case BLOCK_DEVICE -> node(TarWriter.BLOCK_DEVICE, as, stat);
            case FIFO -> node(TarWriter.FIFO, as, stat);
            case SOCKET -> {
                // Tar has none.
            }
        }
    }

    private void node(char type, byte[] as, FileStat stat) throws IOException {
        tar.head(type, as, new byte[0], 0, stat, Map.of());
    }

    private void bytes(Fd file, long sizeBytes) throws IOException {
        long left = sizeBytes;
        while (left > 0) {
            int got = file.read(buffer);
            if (got <= 0) {
                break;
            }
            int take = (int) Math.min(got, left);
            out.write(buffer.bytes(), 0, take);
            left -= take;
        }
        byte[] zeros = new byte[left > 0 ? CHUNK : 0];
        while (left > 0) {
            int take = (int) Math.min(zeros.length, left);
            out.write(zeros, 0, take);
            left -= take;
        }
        tar.pad(sizeBytes);
    }

    private static Map<String, byte[]> capability(OpenFolder parent, byte[] name) {
        return parent.attribute(name, CAPABILITY)
                .map(value -> Map.of(CAPABILITY, value))
                .orElse(Map.of());
    }

    private static byte[] slashed(byte[] name) {
        return name.length > 0 && name[name.length - 1] == '/'
                ? name
                : joined(name, new byte[] {'/'});
    }

    private static byte[] joined(byte[] a, byte[] b) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(a.length + b.length);
        joined.writeBytes(a);
        joined.writeBytes(b);
        return joined.toByteArray();
    }
}
