package dev.joey.http;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The file of one unix socket. It is bound in a folder of its own that only the owner can enter,
 * gets its group and mode there, and is then moved to its place, so that nobody connects too early
 * and a stale file is replaced in one step.
 */
final class UnixSocketFile {
    private static final Logger LOG = Logger.getLogger(UnixSocketFile.class);

    /** The longest path that bind takes. Source: unix(7), sun_path. */
    private static final int PATH_BYTES = 107;

    private static final AtomicInteger MADE = new AtomicInteger();

    private static final String FOLDER_MODE = "rwx------";
    private static final String PARENT_MODE = "rwx--x--x";
    private static final String SOCKET_MODE = "rw-rw----";

    private final Path path;
    private final Path folder;
    private Object key;

    private UnixSocketFile(Path path, Path folder) {
        this.path = path;
        this.folder = folder;
    }

    /**
     * Makes the folders, and makes sure that nobody listens at {@code wanted}.
     *
     * @throws EngineException.Conflict if somebody does, or if something else than a socket is
     *     there
     * @throws EngineException.InvalidParameter if the path is too long
     */
    static UnixSocketFile prepare(Path wanted) {
        try {
            Path path = followLinks(wanted);
            makeParents(path.getParent());
            refuseIfTaken(path);
            UnixSocketFile file = new UnixSocketFile(path, makeFolder(path.getParent()));
            file.requireShort();
            return file;
        } catch (IOException e) {
            throw new EngineException.Internal("cannot listen on unix://" + wanted + ": " + e, e);
        }
    }

    /**
     * Makes a folder of a short name that this process used for no other socket: Vert.x lets
     * servers of one path share it.
     */
    private static Path makeFolder(Path parent) throws IOException {
        String owner = Long.toString(ProcessHandle.current().pid(), 36);
        while (true) {
            String name = ".j" + owner + "-" + Integer.toString(MADE.incrementAndGet(), 36);
            try {
                return Files.createDirectory(
                        parent.resolve(name),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(FOLDER_MODE)));
            } catch (FileAlreadyExistsException _) {
                LOG.debugf("%s is left over from an earlier process", name);
            }
        }
    }

    private void requireShort() throws IOException {
        for (Path each : new Path[] {path, bindPath()}) {
            int length = each.toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > PATH_BYTES) {
                Files.deleteIfExists(folder);
                throw new EngineException.InvalidParameter(
                        "unix socket path \"" + path + "\" is too long");
            }
        }
    }

    private static Path followLinks(Path wanted) throws IOException {
        Path path = wanted;
        for (int i = 0; i < 40 && Files.isSymbolicLink(path); i++) {
            path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
        }
        return path;
    }

    private static void makeParents(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(
                    parent,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(PARENT_MODE)));
            // Again, whatever the umask took away: the socket's group has to get through.
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString(PARENT_MODE));
        }
    }

    private static void refuseIfTaken(Path path) throws IOException {
        BasicFileAttributes found;
        try {
            found = attributes(path);
        } catch (NoSuchFileException _) {
            return;
        }
        if (!found.isOther()) {
            throw new EngineException.Conflict(
                    "cannot listen on unix://" + path + ": a file is there that is no socket");
        }
        if (isAlive(path)) {
            throw new EngineException.Conflict(
                    "cannot listen on unix://"
                            + path
                            + ": another daemon listens there (address already in use)");
        }
    }

    private static boolean isAlive(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            // Neither outcome is a refusal: connected, or a queue that is full.
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException _) {
            return false;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Where to bind. */
    Path bindPath() {
        return folder.resolve("s");
    }

    /**
     * Gives the bound socket its group and mode and puts it in its place.
     *
     * @param group left as it is if there is no such group
     */
    void publish(String group) {
        try {
            Path bound = bindPath();
            key = attributes(bound).fileKey();
            PosixFileAttributeView view =
                    Files.getFileAttributeView(bound, PosixFileAttributeView.class);
            try {
                GroupPrincipal principal =
                        bound.getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByGroupName(group);
                view.setGroup(principal);
            } catch (UserPrincipalNotFoundException _) {
                LOG.debugf("no group %s: %s keeps its group", group, path);
            }
            view.setPermissions(PosixFilePermissions.fromString(SOCKET_MODE));
            Files.move(
                    bound,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            Files.delete(folder);
        } catch (IOException e) {
            throw new EngineException.Internal("cannot listen on unix://" + path + ": " + e, e);
        }
    }

    /** Removes what is still ours; a socket that somebody else put there since stays. */
    void remove() {
        try {
            Files.deleteIfExists(bindPath());
            Files.deleteIfExists(folder);
            if (key != null && key.equals(attributes(path).fileKey())) {
                Files.delete(path);
            }
        } catch (NoSuchFileException _) {
            LOG.debugf("%s is gone already", path);
        } catch (IOException e) {
            LOG.warnf("cannot remove %s: %s", path, e);
        }
    }
}
