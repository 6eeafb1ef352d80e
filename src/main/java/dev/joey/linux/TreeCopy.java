package dev.joey.linux;

import dev.joey.error.EngineException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Copies the content of one folder into another: files, folders, links, devices, with owners,
 * permissions, times and extended attributes; hard links within stay such; holes stay holes. Both
 * ends are reached by descriptors only.
 */
final class TreeCopy {
    private static final long AT_ONCE = 1L << 30;

    private final FileCalls files;
    private final Map<Long, Link> links = new HashMap<>();
    private final IoBuffer buffer = new IoBuffer(256 << 10);

    /** A file that has more names, by the folder that is still open or the path from the top. */
    private record Link(String path) {}

    private final OpenFolder top;

    private TreeCopy(KernelCalls kernel, OpenFolder top) {
        this.files = new FileCalls(kernel.syscall());
        this.top = top;
    }

    /** Copies all entries of {@code from}, and what {@code from} itself is, to {@code to}. */
    static void copy(KernelCalls kernel, OpenFolder from, OpenFolder to) {
        new TreeCopy(kernel, to).content(from, to, "");
        FileStat self = from.stat();
        from.attributes(new byte[0])
                .forEach((key, value) -> to.setAttribute(new byte[0], key, value));
        to.ownAndPermit(self.uid(), self.gid(), self.permissions());
        to.touch(OpenFolder.bytes("."), self.mtimeSeconds(), self.mtimeNanos());
    }

    private void content(OpenFolder from, OpenFolder to, String path) {
        for (byte[] name : from.names()) {
            Optional<FileStat> found = from.stat(name);
            if (found.isPresent()) {
                entry(from, to, name, found.get(), path + "/" + OpenFolder.text(name));
            }
        }
    }

    private void entry(OpenFolder from, OpenFolder to, byte[] name, FileStat stat, String path) {
        if (!stat.isFolder() && stat.links() > 1) {
            Link first = links.putIfAbsent(stat.inode(), new Link(path));
            if (first != null && linked(to, name, first)) {
                return;
            }
        }
        switch (stat.kind()) {
            case FOLDER -> folder(from, to, name, path);
            case LINK -> to.makeLink(name, from.target(name));
            case FILE -> {
                Optional<Fd> opened = from.file(name);
                if (opened.isEmpty()) {
                    return;
                }
                try (Fd in = opened.get();
                        Fd out = to.create(name)) {
                    bytes(in, out, stat);
                }
            }
            case CHAR_DEVICE, BLOCK_DEVICE, FIFO, SOCKET ->
                    to.makeNode(name, stat.mode(), stat.major(), stat.minor());
        }
        to.own(name, stat.uid(), stat.gid());
        if (stat.kind() != FileStat.Kind.LINK) {
            to.permit(name, stat.permissions());
        }
        from.attributes(name).forEach((key, value) -> to.setAttribute(name, key, value));
        to.touch(name, stat.mtimeSeconds(), stat.mtimeNanos());
    }

    private void folder(OpenFolder from, OpenFolder to, byte[] name, String path) {
        to.makeFolder(name, 0700);
        Optional<OpenFolder> source = from.folder(name);
        Optional<OpenFolder> target = to.folder(name);
        try (OpenFolder in = source.orElse(null);
                OpenFolder out = target.orElse(null)) {
            if (in != null && out != null) {
                content(in, out, path);
            }
        }
    }

    /** One more name for what was copied already; false if that is gone meanwhile. */
    private boolean linked(OpenFolder to, byte[] name, Link first) {
        int cut = first.path().lastIndexOf('/');
        OpenFolder at = top;
        OpenFolder opened = null;
        try {
            for (String part : first.path().substring(0, cut).split("/", -1)) {
                if (part.isEmpty()) {
                    continue;
                }
                Optional<OpenFolder> next = at.folder(OpenFolder.bytes(part));
                if (opened != null) {
                    opened.close();
                }
                if (next.isEmpty()) {
                    opened = null;
                    return false;
                }
                opened = next.get();
                at = opened;
            }
            to.hardLink(name, at, OpenFolder.bytes(first.path().substring(cut + 1)));
            return true;
        } finally {
            if (opened != null) {
                opened.close();
            }
        }
    }

    private void bytes(Fd in, Fd out, FileStat stat) {
        boolean sparse = stat.blocks() * 512 < stat.sizeBytes();
        if (!sparse) {
            run(in, out, stat.sizeBytes());
            return;
        }
        long size = stat.sizeBytes();
        long at = 0;
        while (at < size) {
            long data = files.seek(in.number(), at, FileCalls.SEEK_DATA);
            if (data < 0) {
                break;
            }
            long hole = files.seek(in.number(), data, FileCalls.SEEK_HOLE);
            long end = hole < 0 ? size : hole;
            files.seek(in.number(), data, 0);
            files.seek(out.number(), data, 0);
            run(in, out, end - data);
            at = end;
        }
        long cut = files.numbers(Call.FTRUNCATE, out.number(), size, 0);
        if (cut < 0) {
            throw Errno.failure("ftruncate", out.toString(), (int) -cut);
        }
    }

    /** Copies so many bytes from where both stand, inside the kernel where it can. */
    private void run(Fd in, Fd out, long count) {
        long left = count;
        while (left > 0) {
            long copied = files.copy(in.number(), out.number(), Math.min(left, AT_ONCE));
            if (copied == 0) {
                return;
            }
            if (copied < 0) {
                byHand(in, out, left, copied);
                return;
            }
            left -= copied;
        }
    }

    private void byHand(Fd in, Fd out, long count, long failure) {
        if (failure != -Errno.EXDEV
                && failure != -Errno.EINVAL
                && failure != -Errno.EOPNOTSUPP
                && failure != -Errno.ENOSYS) {
            throw Errno.failure("copy_file_range", out.toString(), (int) -failure);
        }
        long left = count;
        while (left > 0) {
            int got = in.read(buffer);
            if (got <= 0) {
                return;
            }
            int take = (int) Math.min(got, left);
            for (int at = 0; at < take; ) {
                int written = out.write(buffer.bytes(), at, take - at);
                if (written <= 0) {
                    throw new EngineException.Internal("write " + out + " stopped", null);
                }
                at += written;
            }
            left -= take;
        }
    }
}
