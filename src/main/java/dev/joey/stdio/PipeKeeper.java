package dev.joey.stdio;

import dev.joey.error.EngineException;
import dev.joey.linux.ChildProcess;
import dev.joey.linux.Fd;
import dev.joey.linux.Fifos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps what ended containers printed for the next daemon. A FIFO forgets its content when nobody
 * has it open any more, and a shim closes its ends when its container ends; so a small process that
 * outlives the daemon holds reading ends too. It is a shell, for all containers of a daemon; it is
 * started with the first one, and ends with a daemon that leaves no container running. Its commands
 * come through a FIFO, nobody waits for them. Without bash nothing is kept.
 */
final class PipeKeeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PipeKeeper.class);

    private static final int CONTROL_MODE = 0600;

    /** Ids begin with a letter or a digit. */
    private static final String CONTROL = ".keeper";

    /**
     * Opened for both ways first, since opening for reading alone may wait for a writer; a writer
     * of ours must not stay, or the daemon would never see the end of the output.
     */
    private static final String SCRIPT =
            """
            cd "$1" || exit
            declare -A held
            exec 3<>"$2" || exit
            while read -r verb id <&3; do
                case $verb in
                hold)
                    old=${held[$id]:-} held[$id]=
                    for stream in stdout stderr; do
                        [ -p "$id/$stream" ] || continue
                        { exec {both}<>"$id/$stream"; } || continue
                        exec {reader}<"$id/$stream"
                        exec {both}>&-
                        held[$id]+="$reader "
                    done
                    for reader in $old; do exec {reader}<&-; done
                    ;;
                drop)
                    for reader in ${held[$id]:-}; do exec {reader}<&-; done
                    unset "held[$id]"
                    ;;
                end) exit ;;
                esac
            done
            """;

    private final Path folder;
    private final Fifos fifos;
    private final Optional<Path> bash;
    private final Set<String> held = new HashSet<>();
    private Fd control;

    /** Keeps that the control FIFO has a reader while the shell is not there yet. */
    private Fd ownReader;

    /**
     * @param folder of the containers' FIFOs
     * @param bash empty if nothing is to be kept
     */
    PipeKeeper(Path folder, Fifos fifos, Optional<Path> bash) {
        this.folder = folder;
        this.fifos = fifos;
        this.bash = bash;
    }

    /** The shell, if this machine has it. */
    static Optional<Path> bash() {
        return Stream.of("/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The shim has opened a container's FIFOs: what comes through them is kept from now on. */
    synchronized void hold(String id) {
        if (bash.isPresent() && ready()) {
            held.add(id);
            say("hold " + id);
        }
    }

    /** All that a container printed was read; an earlier daemon may have had it kept. */
    synchronized void drop(String id) {
        held.remove(id);
        if (control != null) {
            say("drop " + id);
        }
    }

    /** The daemon ends; containers that run are left to the shell. */
    @Override
    public synchronized void close() {
        if (control == null && !takeOver()) {
            return;
        }
        if (held.isEmpty()) {
            say("end");
            remove();
        }
        control.close();
        if (ownReader != null) {
            ownReader.close();
        }
        control = null;
    }

    /** Finds the shell that an earlier daemon left. */
    private boolean takeOver() {
        Path path = folder.resolve(CONTROL);
        Optional<Fd> running = Files.exists(path) ? fifos.openWriter(path) : Optional.empty();
        running.ifPresent(writer -> control = writer);
        return running.isPresent();
    }

    private boolean ready() {
        if (control != null || takeOver()) {
            return true;
        }
        Path path = folder.resolve(CONTROL);
        try {
            fifos.make(path, CONTROL_MODE);
            ownReader = fifos.openReader(path);
            control = fifos.openWriter(path).orElseThrow();
            // Nobody waits for it: the commands wait in the FIFO.
            Thread _ = Thread.ofPlatform().daemon().name("pipe-keeper").start(this::begin);
            return true;
        } catch (EngineException e) {
            LOG.warnf(
                    "what containers print while no daemon runs is lost if they end: %s",
                    e.getMessage());
            return false;
        }
    }

    private void begin() {
        List<String> argv =
                List.of(
                        bash.orElseThrow().toString(),
                        "--norc",
                        "-c",
                        SCRIPT,
                        "joey-pipes",
                        folder.toString(),
                        CONTROL);
        try {
            ChildProcess shell =
                    ChildProcess.start(argv, Set.of("BASH_ENV"), Map.of(), Path.of("/dev/null"));
            LOG.debugf("pipes are kept by process %d", shell.pid());
        } catch (EngineException e) {
            LOG.warn(e.getMessage());
        }
    }

    private void say(String command) {
        byte[] line = (command + "\n").getBytes(StandardCharsets.US_ASCII);
        if (control.write(line, 0, line.length) < 0) {
            LOG.warn("the keeper of the pipes does not listen");
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(folder.resolve(CONTROL));
        } catch (IOException e) {
            LOG.warnf("%s stays: %s", CONTROL, e);
        }
    }
}
