package dev.joey;

import dev.joey.config.BadConfiguration;
import dev.joey.config.DaemonConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The two folders of a daemon, held by it alone. Their modes do not depend on the umask: 0711 for
 * the two, so that a group may reach the socket and containers their files; 0700 for all below;
 * 0600 for the database.
 */
final class DaemonRoots implements AutoCloseable {
    private static final Set<PosixFilePermission> PASSABLE =
            PosixFilePermissions.fromString("rwx--x--x");
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path dataRoot;
    private final Path pidfile;
    private final List<FileChannel> locks = new ArrayList<>();
    private final Map<String, Path> runtimeScripts = new LinkedHashMap<>();

    private DaemonRoots(Path dataRoot, Path pidfile) {
        this.dataRoot = dataRoot;
        this.pidfile = pidfile;
    }

    /**
     * Makes what is missing and locks both folders until the process ends.
     *
     * @throws BadConfiguration if another daemon holds one of them, or they cannot be used
     */
    static DaemonRoots take(DaemonConfiguration configuration) throws BadConfiguration {
        DaemonRoots roots = new DaemonRoots(configuration.dataRoot(), configuration.pidfile());
        try {
            requireRoot();
            makeRoot(configuration.dataRoot());
            makeRoot(configuration.execRoot());
            roots.lock("data root", configuration.dataRoot());
            roots.lock("exec root", configuration.execRoot());
            roots.makeContents(configuration);
            roots.claimPidfile();
            // For a start that a signal ends; a daemon that ran takes it away last of all.
            Runtime.getRuntime().addShutdownHook(new Thread(roots::close, "pidfile"));
            return roots;
        } catch (IOException failure) {
            roots.release();
            throw new BadConfiguration("cannot use the daemon's folders: " + failure);
        } catch (BadConfiguration problem) {
            roots.release();
            throw problem;
        }
    }

    /** Where libraries unpack native code; emptied at every start. */
    Path nativeCode() {
        return dataRoot.resolve("native");
    }

    /** The scripts that stand for runtimes with arguments, by runtime. */
    Map<String, Path> runtimeScripts() {
        return Map.copyOf(runtimeScripts);
    }

    /** Removes the pid file. The locks end with the process. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(pidfile);
        } catch (IOException failure) {
            System.err.println("joey: pid file " + pidfile + " stays: " + failure);
        }
    }

    private static void requireRoot() throws IOException, BadConfiguration {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            throw new BadConfiguration("the daemon makes namespaces and mounts: run it as root");
        }
    }

    private static void makeRoot(Path root) throws IOException {
        Path parent = root.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(root);
            Files.setPosixFilePermissions(root, PASSABLE);
        } catch (FileAlreadyExistsException there) {
            // Its mode is the owner's choice; an existing folder may be shared.
            if (!Files.isDirectory(root)) {
                throw there;
            }
        }
    }

    private void lock(String what, Path root) throws IOException, BadConfiguration {
        Path file = root.resolve("joey.lock");
        FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        PRIVATE_FILE);
        locks.add(channel);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            ByteBuffer holder = ByteBuffer.allocate(32);
            channel.read(holder, 0);
            String pid =
                    new String(holder.array(), 0, holder.position(), StandardCharsets.US_ASCII);
            throw new BadConfiguration(
                    "another daemon (pid " + pid.strip() + ") uses the " + what + " " + root);
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
    }

    private void makeContents(DaemonConfiguration configuration) throws IOException {
        makePrivate(nativeCode());
        try (var leftovers = Files.newDirectoryStream(nativeCode())) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
        // SQLite gives its journals the mode of the database.
        Path database = dataRoot.resolve("joey.db");
        if (Files.notExists(database)) {
            Files.createFile(database, PRIVATE_FILE);
        }
        for (Map.Entry<String, List<String>> runtime : configuration.wrappedRuntimes().entrySet()) {
            Path folder = dataRoot.resolve("runtimes");
            makePrivate(folder);
            Path script = folder.resolve(runtime.getKey());
            Files.writeString(script, script(runtime.getValue()));
            Files.setPosixFilePermissions(script, PRIVATE);
            runtimeScripts.put(runtime.getKey(), script);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PRIVATE);
    }

    private static String script(List<String> words) {
        StringBuilder script = new StringBuilder("#!/bin/sh\nexec");
        for (String word : words) {
            script.append(" '").append(word.replace("'", "'\\''")).append('\'');
        }
        return script.append(" \"$@\"\n").toString();
    }

    private void claimPidfile() throws IOException, BadConfiguration {
        if (Files.exists(pidfile)) {
            String holder = Files.readString(pidfile).strip();
            Path commandLine = Path.of("/proc", holder, "cmdline");
            if (holder.matches("\\d{1,9}")
                    && !holder.equals(String.valueOf(ProcessHandle.current().pid()))
                    && Files.exists(commandLine)
                    && Files.readString(commandLine, StandardCharsets.ISO_8859_1)
                            .contains("joey")) {
                throw new BadConfiguration(
                        "process " + holder + " runs and holds the pid file " + pidfile);
            }
        }
        Path parent = pidfile.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(pidfile, String.valueOf(ProcessHandle.current().pid()));
    }

    private void release() {
        for (FileChannel lock : locks) {
            try {
                lock.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
