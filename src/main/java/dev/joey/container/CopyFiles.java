package dev.joey.container;

import dev.joey.container.archive.ExtractOptions;
import dev.joey.container.archive.PathStat;
import dev.joey.container.archive.TreeArchive;
import dev.joey.container.archive.TreeExtract;
import dev.joey.container.spec.UserSection;
import dev.joey.error.EngineException;
import dev.joey.image.Uncompressed;
import dev.joey.linux.FileStat;
import dev.joey.linux.Linux;
import dev.joey.linux.OpenFolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files copied out of and into containers, whatever those do meanwhile. */
@ApplicationScoped
class CopyFiles {
    private final LookInto looks;
    private final LockedContainers locked;
    private final Linux linux;

    CopyFiles(LookInto looks, LockedContainers locked, Linux linux) {
        this.looks = looks;
        this.locked = locked;
        this.linux = linux;
    }

    /** Where a stream goes, asked for when it is sure that there is something to write. */
    @FunctionalInterface
    interface Sink {
        /** Opens it. */
        OutputStream open(PathStat stat);
    }

    /**
     * Tells what a path is; its last component is not followed unless it ends in a slash.
     *
     * @throws EngineException.NotFound if there is nothing
     */
    PathStat stat(String reference, String path) {
        try (ContainerLook look = looks.open(reference);
                Found found = find(look, reference, path)) {
            return found.told();
        }
    }

    /**
     * Writes a path, with all below it, as a tar stream.
     *
     * @throws EngineException.NotFound if there is nothing
     */
    void copyOut(String reference, String path, Sink sink) throws IOException {
        try (ContainerLook look = looks.open(reference);
                Found found = find(look, reference, path)) {
            locked.tell(look.container(), "archive-path", Map.of());
            OutputStream out = sink.open(found.told());
            byte[] as = OpenFolder.bytes(found.told().name());
            if (found.name() == null) {
                TreeArchive.writeFolder(found.folder(), as, out);
            } else {
                TreeArchive.writeEntry(found.folder(), OpenFolder.bytes(found.name()), as, out);
            }
        }
    }

    /**
     * Extracts a tar stream, compressed or not, into a folder.
     *
     * @param keepKinds see {@link ExtractOptions}
     * @param asUser whether all belongs to the container's user then
     * @throws EngineException.NotFound if there is no such folder
     * @throws EngineException.InvalidParameter if it is no folder, or the archive is broken
     * @throws EngineException.Forbidden if it is read-only
     */
    void copyIn(
            String reference, String path, InputStream archive, boolean keepKinds, boolean asUser)
            throws IOException {
        try (ContainerLook look = looks.open(reference)) {
            Container container = look.container();
            String wanted = CreateWire.clean("/" + path);
            String real = look.root().realPath(wanted).orElseThrow(() -> missing(reference, path));
            Optional<OpenFolder> folder;
            try {
                folder = look.root().folder(real);
            } catch (EngineException.InvalidParameter e) {
                throw new EngineException.InvalidParameter(
                        "extraction point is not a directory", e);
            }
            folder.orElseThrow(() -> missing(reference, path)).close();
            checkWritable(container, real);
            Long uid = null;
            Long gid = null;
            String user = container.spec().process().user();
            if (asUser && !user.isEmpty()) {
                var account = UserSection.lookUp(user, List.of(), look.accounts(linux)).user();
                uid = account.uid();
                gid = account.gid();
            }
            TreeExtract.extract(
                    Uncompressed.of(archive),
                    look.root(),
                    real,
                    new ExtractOptions(keepKinds, uid, gid));
            locked.tell(container, "extract-to-dir", Map.of());
        }
    }

    /** The mount over a path decides; without one, the root. */
    private static void checkWritable(Container container, String path) {
        Optional<MountPoint> over =
                container.spec().storage().points().stream()
                        .filter(point -> Path.of(path).startsWith(point.destination()))
                        .max(Comparator.comparingInt(point -> point.destination().length()));
        boolean memory =
                container.spec().host().tmpfs().keySet().stream()
                        .anyMatch(place -> Path.of(path).startsWith(CreateWire.clean(place)));
        if (over.isPresent() && !over.get().rw()) {
            throw new EngineException.Forbidden("mounted volume is marked read-only");
        }
        if (over.isEmpty() && !memory && container.spec().security().readonlyRootfs()) {
            throw new EngineException.Forbidden("container rootfs is marked read-only");
        }
    }

    /**
     * Something found.
     *
     * @param name within the folder; null if the folder itself is meant
     */
    private record Found(OpenFolder folder, String name, PathStat told) implements AutoCloseable {
        @Override
        public void close() {
            folder.close();
        }
    }

    private static Found find(ContainerLook look, String reference, String path) {
        String wanted = CreateWire.clean("/" + path);
        boolean followed =
                path.endsWith("/") || path.endsWith("/.") || path.equals(".") || wanted.equals("/");
        String base = wanted.equals("/") ? "/" : wanted.substring(wanted.lastIndexOf('/') + 1);
        if (followed) {
            OpenFolder folder =
                    look.root().folder(wanted).orElseThrow(() -> missing(reference, path));
            // «x/.» means what is in x, and is called so.
            String name = path.endsWith("/.") ? "." : base;
            return new Found(folder, null, PathStat.of(name, folder.stat(), ""));
        }
        String parent = wanted.substring(0, wanted.lastIndexOf('/') + 1);
        Optional<OpenFolder> folder;
        try {
            folder = look.root().folder(parent);
        } catch (EngineException.InvalidParameter _) {
            throw missing(reference, path);
        }
        OpenFolder open = folder.orElseThrow(() -> missing(reference, path));
        try {
            FileStat stat =
                    open.stat(OpenFolder.bytes(base)).orElseThrow(() -> missing(reference, path));
            String target =
                    stat.kind() == FileStat.Kind.LINK ? target(look, open, base, parent) : "";
            return new Found(open, base, PathStat.of(base, stat, target));
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** Where a symlink leads in the end, or, if that is nothing, where it says. */
    private static String target(
            ContainerLook look, OpenFolder folder, String name, String parent) {
        Optional<String> real = look.root().realPath(parent + name);
        if (real.isPresent()) {
            return real.get();
        }
        String said = OpenFolder.text(folder.target(OpenFolder.bytes(name)));
        return CreateWire.clean(said.startsWith("/") ? said : parent + said);
    }

    private static EngineException missing(String reference, String path) {
        return new EngineException.NotFound(
                "Could not find the file " + path + " in container " + reference);
    }
}
