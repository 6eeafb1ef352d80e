package dev.joey.linux;

import dev.joey.error.EngineException;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An open folder of a tree. Names are raw, see {@link FileEntry}. Whoever renames files meanwhile
 * can hide some, but not lead the reader out of the tree.
 */
public final class Folder implements AutoCloseable {
    private final TreeCalls calls;
    private final Fd fd;
    private final String path;

    Folder(TreeCalls calls, Fd fd, String path) {
        this.calls = calls;
        this.fd = fd;
        this.path = path;
    }

    /** What is in it, in the order of the names' bytes. May be asked for once. */
    public List<FileEntry> entries() {
        List<FileEntry> entries = new ArrayList<>();
        // What vanished since it was listed is not there.
        calls.names(fd).forEach(name -> calls.entry(fd, name).ifPresent(entries::add));
        entries.sort(Comparator.comparing(FileEntry::name));
        return entries;
    }

    /** What is in it under a name. */
    public Optional<FileEntry> entry(String name) {
        return calls.entry(fd, name);
    }

    /** A folder in it; empty if it is none or gone. The caller closes. */
    public Optional<Folder> folder(String name) {
        long opened = calls.open(fd, name, KernelCalls.O_RDONLY | Machine.current().oDirectory);
        if (opened == -Errno.ENOENT || opened == -Errno.ENOTDIR || opened == -Errno.ELOOP) {
            return Optional.empty();
        }
        String inner = path + "/" + name;
        if (opened < 0) {
            throw Errno.failure("open", text(inner), (int) -opened);
        }
        return Optional.of(
                new Folder(calls, new Fd(calls.kernel(), (int) opened, text(inner)), inner));
    }

    /** The bytes of a regular file in it; empty if it is another one now. The caller closes. */
    public Optional<InputStream> content(FileEntry file) {
        // O_PATH first: opening what was put there instead, as a device, could do things.
        long opened = calls.open(fd, file.name(), KernelCalls.O_PATH);
        if (opened == -Errno.ENOENT || opened == -Errno.ENOTDIR) {
            return Optional.empty();
        }
        String inner = text(path + "/" + file.name());
        if (opened < 0) {
            throw Errno.failure("open", inner, (int) -opened);
        }
        Fd held = new Fd(calls.kernel(), (int) opened, inner);
        try {
            Optional<FileEntry> now = calls.entry(held, "");
            if (now.filter(n -> n.type() == FileEntry.Type.FILE && n.isSameFile(file)).isEmpty()) {
                held.close();
                return Optional.empty();
            }
            // The JDK's own stream lets other virtual threads go on while the disk is slow.
            return Optional.of(
                    new Content(new FileInputStream("/proc/self/fd/" + held.number()), held));
        } catch (IOException e) {
            held.close();
            throw new EngineException.Internal("cannot read " + inner + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /** Where a symlink in it leads, raw. */
    public String link(String name) {
        return calls.link(fd, name);
    }

    /** The extended attributes of what is in it, in the order of their names. */
    public Map<String, byte[]> attributes(String name) {
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        calls.attributes(fd, name).stream()
                .sorted()
                .forEach(
                        attribute ->
                                calls.attribute(fd, name, attribute)
                                        .ifPresent(value -> attributes.put(attribute, value)));
        return attributes;
    }

    /** One extended attribute; empty if it is not set. */
    public Optional<byte[]> attribute(String name, String attribute) {
        return calls.attribute(fd, name, attribute);
    }

    @Override
    public void close() {
        fd.close();
    }

    private static String text(String raw) {
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Gives the descriptor back with the stream. */
    private static final class Content extends FilterInputStream {
        private final Fd held;

        Content(InputStream in, Fd held) {
            super(in);
            this.held = held;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                held.close();
            }
        }
    }
}
