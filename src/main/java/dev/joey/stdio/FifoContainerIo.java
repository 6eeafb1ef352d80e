package dev.joey.stdio;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import dev.joey.linux.Fd;
import dev.joey.linux.Fifos;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The streams of all containers on one {@link StreamPump}. */
@ApplicationScoped
class FifoContainerIo implements ContainerIo {
    /** The most that a pipe may have without privileges. Source: pipe-max-size in pipe(7). */
    private static final int PIPE_BYTES = 1 << 20;

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    private final Path execRoot;
    private final Path dataRoot;
    private final Fifos fifos;
    private final PipeKeeper keeper;
    private final LogDrivers logDrivers;
    private final Duration clientPatience;
    private final StreamPump pump;
    private final InputClosing inputClosing = new InputClosing();

    /** Guards the maps; never held while waiting. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, ContainerRun> runs = new HashMap<>();
    private final Map<String, ContainerRun> finishing = new HashMap<>();
    private final Map<String, List<ClientAttachment>> waiting = new HashMap<>();

    @Inject
    FifoContainerIo(EngineConfig config, Fifos fifos, LogDrivers logDrivers) {
        this(
                config.execRoot(),
                config.dataRoot(),
                fifos,
                new PipeKeeper(config.execRoot().resolve("io"), fifos, PipeKeeper.bash()),
                logDrivers,
                StreamPump.CLIENT_PATIENCE);
    }

    FifoContainerIo(
            Path execRoot,
            Path dataRoot,
            Fifos fifos,
            PipeKeeper keeper,
            LogDrivers logDrivers,
            Duration clientPatience) {
        this.execRoot = execRoot;
        this.dataRoot = dataRoot;
        this.fifos = fifos;
        this.keeper = keeper;
        this.logDrivers = logDrivers;
        this.clientPatience = clientPatience;
        pump = new StreamPump("container-streams", fifos.poller(), fifos.peek());
    }

    @Override
    public void onStdinClosed(Consumer<String> closer) {
        inputClosing.closer(closer);
    }

    @Override
    public StdioPaths open(StdioSpec spec) {
        String id = checked(spec.containerId());
        ContainerRun before = locked(() -> runs.get(id));
        if (before != null) {
            if (!before.atEnd()) {
                return before.files().paths();
            }
            // Left over from a start that failed: its shim is gone, its clients wait for the next.
            PumpWait.await(before.close(false), PumpWait.PATIENCE);
        }
        ContainerRun over = locked(() -> finishing.get(id));
        if (over != null) {
            PumpWait.await(over.close(true), PumpWait.PATIENCE);
        }
        RunFiles files = RunFiles.of(execRoot, spec);
        files.make(fifos);
        ContainerRun run = prepare(spec, files);
        locked(
                () -> {
                    if (before != null) {
                        before.clients().forEach(run::add);
                    }
                    List<ClientAttachment> early = waiting.remove(id);
                    if (early != null) {
                        early.forEach(run::add);
                    }
                    return runs.put(id, run);
                });
        run.begin();
        return files.paths();
    }

    private ContainerRun prepare(StdioSpec spec, RunFiles files) {
        List<Fd> opened = new ArrayList<>();
        try {
            opened.add(fifos.openReader(files.stdout()));
            if (files.hasStderr()) {
                opened.add(fifos.openReader(files.stderr()));
            }
            opened.forEach(fd -> fd.enlargePipe(PIPE_BYTES));
            ContainerRun[] self = new ContainerRun[1];
            ContainerInput input =
                    files.hasStdin()
                            ? new ContainerInput(
                                    files.stdin(),
                                    fifos,
                                    pump,
                                    () ->
                                            inputClosing.ask(
                                                    spec.containerId(), () -> self[0].isClosed()))
                            : null;
            self[0] =
                    new ContainerRun(
                            spec,
                            files,
                            new ContainerRun.OpenStreams(
                                    opened.getFirst(),
                                    files.hasStderr() ? opened.getLast() : null,
                                    logDrivers.open(spec)),
                            input,
                            pump,
                            clientPatience);
            return self[0];
        } catch (RuntimeException failed) {
            opened.forEach(Fd::close);
            throw failed;
        }
    }

    @Override
    public void keep(String containerId) {
        keeper.hold(checked(containerId));
    }

    @Override
    public void finish(String containerId, Duration patience) {
        ContainerRun run =
                locked(
                        () -> {
                            ContainerRun current = runs.remove(containerId);
                            if (current != null) {
                                finishing.put(containerId, current);
                            }
                            return current;
                        });
        if (run == null) {
            ContainerRun others = locked(() -> finishing.get(containerId));
            if (others != null) {
                PumpWait.await(others.drain(), patience);
            }
            return;
        }
        try {
            PumpWait.await(run.drain(), patience);
            PumpWait.await(run.close(true), PumpWait.PATIENCE);
            run.files().remove();
            keeper.drop(containerId);
        } finally {
            locked(() -> finishing.remove(containerId));
        }
    }

    @Override
    public Attachment attach(String containerId, AttachRequest request) {
        String id = checked(containerId);
        ClientAttachment client = new ClientAttachment(request, c -> forget(id, c));
        return locked(
                () -> {
                    ContainerRun run = runs.get(id);
                    if (run != null) {
                        run.add(client);
                    } else {
                        waiting.computeIfAbsent(id, k -> new ArrayList<>()).add(client);
                    }
                    return client;
                });
    }

    @Override
    public void remove(String containerId) {
        String id = checked(containerId);
        finish(id, Duration.ZERO);
        keeper.drop(id);
        List<ClientAttachment> early = locked(() -> waiting.remove(id));
        if (early != null) {
            early.forEach(ClientAttachment::runOver);
        }
        LogFiles.remove(dataRoot.resolve("containers").resolve(id), id);
    }

    /** The daemon goes, the containers stay: their FIFOs are left for the next one. */
    @PreDestroy
    void close() {
        List<ContainerRun> open = locked(() -> List.copyOf(runs.values()));
        open.forEach(run -> PumpWait.await(run.close(true), PumpWait.PATIENCE));
        keeper.close();
        locked(
                () -> {
                    runs.clear();
                    waiting.values().forEach(list -> list.forEach(ClientAttachment::runOver));
                    waiting.clear();
                    return null;
                });
        pump.close();
    }

    private void forget(String id, ClientAttachment client) {
        locked(
                () -> {
                    ContainerRun run = runs.get(id);
                    if (run != null) {
                        run.remove(client);
                    }
                    List<ClientAttachment> early = waiting.get(id);
                    if (early != null && early.remove(client) && early.isEmpty()) {
                        waiting.remove(id);
                    }
                    return null;
                });
    }

    private static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw new EngineException.InvalidParameter("no id of a container: " + id);
        }
        return id;
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
