package dev.joey.image;

import dev.joey.error.EngineException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A stranger's tar, read once from front to back in constant memory. What an image archive has no
 * use for is refused: absolute and climbing paths, members that come twice, sparse files, devices.
 */
final class TarMembers {
    private final LoadLimits limits;
    private final Allowance allowance;
    private final TarArchiveInputStream tar;
    private final Set<String> seen = new HashSet<>();
    private int count;

    /** Bytes of the present member that were not read yet. */
    private long unread;

    /**
     * Begins to read.
     *
     * @param archive plain or compressed; not closed here
     * @throws EngineException.InvalidParameter if it is empty or compressed in an unknown way
     */
    TarMembers(InputStream archive, LoadLimits limits) {
        this.limits = limits;
        try {
            this.allowance = new Allowance(Compression.uncompressed(archive, limits.inflation()));
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
        this.tar = new TarArchiveInputStream(allowance);
    }

    /** The next file or link; what was not read of the one before is passed over. */
    Optional<Member> next() {
        try {
            for (TarArchiveEntry entry = entry(); entry != null; entry = entry()) {
                if (!entry.isDirectory()) {
                    return Optional.of(member(entry));
                }
                ArchivePath.of(entry.getName());
            }
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
        if (count == 0) {
            throw new EngineException.InvalidParameter("the archive has no members");
        }
        return Optional.empty();
    }

    private TarArchiveEntry entry() throws IOException {
        // The library keeps long names and pax records whole in memory.
        allowance.atMost(unread + limits.headerBytes());
        TarArchiveEntry entry = tar.getNextEntry();
        allowance.atMost(Long.MAX_VALUE);
        unread = entry == null ? 0 : entry.getSize();
        if (entry == null) {
            return null;
        }
        if (!entry.isCheckSumOK()) {
            throw new EngineException.InvalidParameter("archive/tar: invalid tar header");
        }
        if (++count > limits.entries()) {
            throw new EngineException.InvalidParameter(
                    "the archive has more than " + limits.entries() + " members");
        }
        if (entry.getName().length() > limits.pathChars()) {
            throw new EngineException.InvalidParameter("the archive has a path that is too long");
        }
        return entry;
    }

    private Member member(TarArchiveEntry entry) {
        String path = ArchivePath.of(entry.getName());
        if (path.isEmpty() || !seen.add(path)) {
            throw new EngineException.InvalidParameter(
                    "the archive has two members named '" + entry.getName() + "'");
        }
        return switch (entry.getLinkFlag()) {
            case TarConstants.LF_SYMLINK -> {
                String folder = path.substring(0, path.lastIndexOf('/') + 1);
                yield Member.link(path, ArchivePath.resolve(folder, entry.getLinkName()));
            }
            case TarConstants.LF_LINK -> Member.link(path, ArchivePath.of(entry.getLinkName()));
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG -> {
                if (entry.isSparse()) {
                    throw noPlainFile(entry);
                }
                yield new Member(path, Optional.empty(), entry.getSize(), new Bytes());
            }
            default -> throw noPlainFile(entry);
        };
    }

    private static EngineException noPlainFile(TarArchiveEntry entry) {
        return new EngineException.InvalidParameter(
                "the archive has a member that is no plain file: '" + entry.getName() + "'");
    }

    static EngineException unreadable(Exception cause) {
        return cause instanceof EngineException known
                ? known
                : new EngineException.InvalidParameter(
                        "the archive cannot be read: " + cause.getMessage(), cause);
    }

    /**
     * One member.
     *
     * @param path within the archive
     * @param target where a link leads within the archive; absent for a file
     * @param sizeBytes of a file
     * @param bytes of a file, until the next member is asked for
     */
    record Member(String path, Optional<String> target, long sizeBytes, InputStream bytes) {
        private static Member link(String path, String target) {
            return new Member(path, Optional.of(target), 0, InputStream.nullInputStream());
        }
    }

    /** The bytes of the present member. */
    private final class Bytes extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = tar.read(buffer, offset, length);
            unread -= Math.max(read, 0);
            return read;
        }
    }

    /** Stops a reader that takes more than it was allowed; all failures are the archive's. */
    private static final class Allowance extends FilterInputStream {
        private long left = Long.MAX_VALUE;

        Allowance(InputStream in) {
            super(in);
        }

        void atMost(long bytes) {
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
                throw new IOException("a member's header is too long");
            }
            try {
                int read = in.read(buffer, offset, (int) Math.min(length, left));
                left -= Math.max(read, 0);
                return read;
            } catch (RuntimeException e) {
                // So the zstd decompressor says that its input is malformed.
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public long skip(long bytes) throws IOException {
            // Not every decompressor can skip; each byte has to come by here anyway.
            byte[] passed = new byte[(int) Math.min(bytes, 8192)];
            return Math.max(0, read(passed, 0, passed.length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
