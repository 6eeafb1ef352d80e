package dev.joey.stdio;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import dev.joey.linux.Fd;
import dev.joey.linux.Fifos;
import dev.joey.stdio.ContainerIo.StdioPaths;
import dev.joey.stdio.ContainerIo.StdioSpec;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The streams of all execs, on a {@link StreamPump} of their own: a busy exec takes nothing from
 * the reading of the containers' output. The FIFOs are {@code <exec-root>/exec/<exec
 * id>/{stdin,stdout,stderr}}.
 */
@ApplicationScoped
class FifoExecIo implements ExecIo {
    private static final String NO_LOG = "none";

    private final Path folder;
    private final Fifos fifos;
    private final Duration clientPatience;
    private final StreamPump pump;
    private final Set<OpenExec> open = ConcurrentHashMap.newKeySet();

    @Inject
    FifoExecIo(EngineConfig config, Fifos fifos) {
        this(config.execRoot().resolve("exec"), fifos, StreamPump.CLIENT_PATIENCE);
    }

    FifoExecIo(Path folder, Fifos fifos, Duration clientPatience) {
        this.folder = folder;
        this.fifos = fifos;
        this.clientPatience = clientPatience;
        pump = new StreamPump("exec-streams", fifos.poller(), fifos.peek());
    }

    @Override
    public ExecStreams open(ExecStdio stdio) {
        RunFiles files = files(stdio.execId(), stdio.openStdin(), !stdio.tty());
        files.make(fifos);
        ContainerRun run;
        try {
            run = prepare(stdio, files);
        } catch (RuntimeException failed) {
            files.remove();
            throw failed;
        }
        OpenExec streams = new OpenExec(run, client(stdio));
        if (streams.client != null) {
            run.add(streams.client);
        }
        open.add(streams);
        run.begin();
        return streams;
    }

    private ContainerRun prepare(ExecStdio stdio, RunFiles files) {
        StdioSpec spec =
                new StdioSpec(
                        stdio.execId(),
                        stdio.tty(),
                        stdio.openStdin(),
                        true,
                        NO_LOG,
                        Map.of(),
                        Map.of(),
                        null);
        List<Fd> opened = new ArrayList<>();
        try {
            opened.add(fifos.openReader(files.stdout()));
            if (files.hasStderr()) {
                opened.add(fifos.openReader(files.stderr()));
            }
            ContainerRun[] self = new ContainerRun[1];
            ContainerInput input = files.hasStdin() ? input(stdio, files, self) : null;
            self[0] =
                    new ContainerRun(
                            spec,
                            files,
                            new ContainerRun.OpenStreams(
                                    opened.getFirst(),
                                    files.hasStderr() ? opened.getLast() : null,
                                    new Nowhere()),
                            input,
                            pump,
                            clientPatience);
            return self[0];
        } catch (RuntimeException failed) {
            opened.forEach(Fd::close);
            throw failed;
        }
    }

    private ContainerInput input(ExecStdio stdio, RunFiles files, ContainerRun[] run) {
        InputClosing closing = new InputClosing();
        closing.closer(_ -> stdio.closeStdin().run());
        return new ContainerInput(
                files.stdin(),
                fifos,
                pump,
                () -> closing.ask(stdio.execId(), () -> run[0].isClosed()));
    }

    private static ClientAttachment client(ExecStdio stdio) {
        // Nothing keeps a client that left: its output is thrown away from then on.
        return stdio.client() == null
                ? null
                : new ClientAttachment(stdio.client(), ClientAttachment::leaveRun);
    }

    @Override
    public Set<String> present() {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new EngineException.Unavailable("cannot list " + folder, e);
        }
    }

    @Override
    public void remove(String execId) {
        files(execId, true, true).remove();
    }

    /** The daemon goes, the processes stay: their FIFOs are left for the next one. */
    @PreDestroy
    void close() {
        open.forEach(exec -> PumpWait.await(exec.run.close(true), PumpWait.PATIENCE));
        pump.close();
    }

    private RunFiles files(String execId, boolean stdin, boolean stderr) {
        return new RunFiles(folder.resolve(execId), stdin, stderr);
    }

    /** The log that an exec does not have. */
    private static final class Nowhere implements LogWriter {
        @Override
        public void write(int stream, Instant at, byte[] bytes, int offset, int length) {}

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private final class OpenExec implements ExecStreams {
        private final ContainerRun run;
        private final ClientAttachment client;

        OpenExec(ContainerRun run, ClientAttachment client) {
            this.run = run;
            this.client = client;
        }

        @Override
        public StdioPaths paths() {
            return run.files().paths();
        }

        @Override
        public Attachment client() {
            return client;
        }

        @Override
        public void drain(Duration patience) {
            PumpWait.await(run.drain(), patience);
        }

        @Override
        public void close() {
            PumpWait.await(run.close(true), PumpWait.PATIENCE);
            open.remove(this);
            run.files().remove();
        }
    }
}
