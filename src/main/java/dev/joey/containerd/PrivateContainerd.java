package dev.joey.containerd;

import dev.joey.error.EngineException;
import dev.joey.linux.ChildProcess;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The files and the process of a private containerd. */
final class PrivateContainerd {
    private static final Logger LOG = Logger.getLogger(PrivateContainerd.class);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final long MAX_LOG_BYTES = 8 << 20;
    private static final int LOG_TAIL_BYTES = 4096;

    /** Says nothing about an end. */
    private static final Pattern USUAL_LINE = Pattern.compile("level=(trace|debug|info|warning)");

    /** Passable: a container's process of another user reaches its root through it. */
    private static final Set<PosixFilePermission> PASSABLE_FOLDER =
            PosixFilePermissions.fromString("rwx--x--x");

    private static final Set<PosixFilePermission> OWNER_FILE =
            PosixFilePermissions.fromString("rw-------");

    /** A service manager's messages to the daemon are not for its child. */
    private static final Set<String> UNSET =
            Set.of("NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "WATCHDOG_USEC");

    private final ContainerdPlace place;
    private final Path binary;
    private final String toml;

    /** Where in the log the present process begins. */
    private volatile long logBegin;

    /**
     * @param binary the program's absolute path
     */
    PrivateContainerd(ContainerdPlace place, Path binary, String logLevel) {
        this.place = place;
        this.binary = binary;
        this.toml = ContainerdToml.of(place, logLevel);
    }

    /**
     * The one that an earlier daemon left running. One with another configuration is ended, since
     * it cannot change it while it runs.
     */
    Optional<ChildProcess> adopt() {
        Optional<ChildProcess> found = byPidFile().or(() -> ChildProcess.find(this::isOurs));
        if (found.isPresent() && !toml.equals(read(place.configFile()))) {
            LOG.infof("containerd (pid %d) has an older configuration", found.get().pid());
            end(found.get());
            return Optional.empty();
        }
        logBegin = logSize();
        found.ifPresent(process -> write(place.pidFile(), process.pid() + "\n"));
        return found;
    }

    /**
     * Starts it; it does not answer yet.
     *
     * @throws EngineException.Unavailable if it cannot be run
     */
    ChildProcess launch() {
        folder(place.root());
        folder(place.state());
        write(place.configFile(), toml);
        rotateLog();
        logBegin = logSize();
        ChildProcess process = ChildProcess.start(argv(), UNSET, Map.of(), place.logFile());
        write(place.pidFile(), process.pid() + "\n");
        return process;
    }

    /** containerd makes its sockets for a group, too, and has no setting for that. */
    void closeSocketsToOthers() {
        try {
            Files.setPosixFilePermissions(place.socket(), OWNER_FILE);
            Path shims = place.socket().resolveSibling(place.socket().getFileName() + ".ttrpc");
            Files.setPosixFilePermissions(shims, OWNER_FILE);
        } catch (IOException e) {
            throw new EngineException.Unavailable("cannot protect " + place.socket(), e);
        }
    }

    /** SIGTERM, and SIGKILL after 15 s. */
    void end(ChildProcess process) {
        try {
            process.terminate();
            if (!process.awaitExit(STOP_PATIENCE)) {
                LOG.warnf("containerd (pid %d) does not end; killing it", process.pid());
                process.kill();
                process.awaitExit(STOP_PATIENCE);
            }
            Files.deleteIfExists(place.pidFile());
        } catch (InterruptedException e) {
            process.kill();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warnf(e, "cannot remove %s", place.pidFile());
        }
    }

    /** How and, from its log, why it ended. */
    String lastWords(ChildProcess process) {
        String end =
                process.exitCode().isPresent()
                        ? "exit code " + process.exitCode().getAsInt()
                        : "unknown exit code";
        return tail().lines()
                .filter(line -> !USUAL_LINE.matcher(line).find())
                .reduce((earlier, later) -> later)
                .map(line -> end + ", " + line)
                .orElse(end);
    }

    private List<String> argv() {
        return List.of(binary.toString(), "--config", place.configFile().toString());
    }

    /** Whatever the program's name: the configuration is ours alone. */
    private boolean isOurs(List<String> argv) {
        return argv.size() == 3 && argv.subList(1, 3).equals(argv().subList(1, 3));
    }

    private Optional<ChildProcess> byPidFile() {
        String pid = read(place.pidFile()).strip();
        return pid.matches("[1-9][0-9]{0,9}")
                ? ChildProcess.adopt(Long.parseLong(pid), this::isOurs)
                : Optional.empty();
    }

    private void rotateLog() {
        try {
            if (Files.exists(place.logFile()) && Files.size(place.logFile()) > MAX_LOG_BYTES) {
                Path old = place.logFile().resolveSibling("containerd.log.1");
                Files.move(place.logFile(), old, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LOG.warnf(e, "cannot rotate %s", place.logFile());
        }
    }

    private static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PASSABLE_FOLDER);
        } catch (IOException e) {
            throw new EngineException.Unavailable("cannot make " + folder + ": " + e, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, text);
            Files.setPosixFilePermissions(next, OWNER_FILE);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EngineException.Unavailable("cannot write " + file + ": " + e, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException absent) {
            return "";
        }
    }

    /** The end of what was logged since the start or the taking over. */
    private String tail() {
        try (SeekableByteChannel log = Files.newByteChannel(place.logFile())) {
            long from = Math.max(logBegin, log.size() - LOG_TAIL_BYTES);
            log.position(from);
            byte[] end = Channels.newInputStream(log).readAllBytes();
            String text = new String(end, StandardCharsets.UTF_8);
            return from > logBegin ? text.substring(text.indexOf('\n') + 1) : text;
        } catch (IOException absent) {
            return "";
        }
    }

    private long logSize() {
        try {
            return Files.size(place.logFile());
        } catch (IOException absent) {
            return 0;
        }
    }
}
