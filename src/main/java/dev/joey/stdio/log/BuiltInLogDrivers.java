package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import dev.joey.stdio.ContainerIo.StdioSpec;
import dev.joey.stdio.LogDrivers;
import dev.joey.stdio.LogWriter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The drivers of {@link DriverName}. */
@ApplicationScoped
class BuiltInLogDrivers implements LogDrivers {
    /** How long the daemon's end waits for logs that are on their way. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    /** What waits for a target that is away, with {@code mode=blocking}. */
    private static final long AWAY_BYTES = 1 << 20;

    private final LogSignals signals;
    private final LogFaults faults;
    private final Compressor compressor;
    private final InstantSource clock;
    private final Path journald;
    private final BatchPool pool = new BatchPool();
    private final List<RemoteWriter> sending = new CopyOnWriteArrayList<>();

    @Inject
    BuiltInLogDrivers(LogSignals signals, LogFaults faults, Compressor compressor) {
        this(signals, faults, compressor, InstantSource.system(), JournaldTarget.SOCKET);
    }

    BuiltInLogDrivers(
            LogSignals signals,
            LogFaults faults,
            Compressor compressor,
            InstantSource clock,
            Path journald) {
        this.signals = signals;
        this.faults = faults;
        this.compressor = compressor;
        this.clock = clock;
        this.journald = journald;
    }

    @Override
    public void check(String driver, Map<String, String> options) {
        if (!"none".equals(driver)) {
            LogOptions.checkMode(options);
        }
        DriverName.of(driver).check(options);
    }

    @Override
    public List<String> names() {
        return Arrays.stream(DriverName.values())
                .filter(driver -> driver != DriverName.NONE)
                .map(DriverName::text)
                .sorted()
                .toList();
    }

    @Override
    public void probe(StdioSpec spec) {
        Optional<LogTarget> target = target(spec);
        if (target.isPresent()) {
            try (LogTarget probed = target.get()) {
                probed.connect();
            } catch (IOException | EngineException e) {
                String reason =
                        DriverName.of(spec.logDriver()) == DriverName.JOURNALD
                                ? "journald is not enabled on this host"
                                : e.getMessage();
                throw new EngineException.Internal(
                        "failed to create task for container: failed to initialize logging"
                                + " driver: "
                                + reason,
                        e);
            }
        }
    }

    @Override
    public LogWriter open(StdioSpec spec) {
        Map<String, String> options = spec.logOptions();
        return switch (DriverName.of(spec.logDriver())) {
            case NONE -> new NoLog();
            case JSON_FILE ->
                    openFile(
                            spec.logPath(),
                            JsonFormat.INSTANCE,
                            new RecordEncoder(spec.logAttributes()),
                            JsonFileOptions.of(options).rotation(),
                            LogOptions.bufferBytes(options));
            case LOCAL ->
                    openLocal(
                            LogPlaces.local(spec.logPath()),
                            LocalOptions.of(options),
                            LogOptions.bufferBytes(options));
            case JOURNALD, SYSLOG -> openAway(spec);
        };
    }

    private LogWriter openAway(StdioSpec spec) {
        Map<String, String> options = spec.logOptions();
        long buffer = LogOptions.bufferBytes(options);
        RemoteWriter away =
                new RemoteWriter(
                                target(spec).orElseThrow(),
                                buffer < 0 ? AWAY_BYTES : buffer,
                                spec.logPath(),
                                faults,
                                clock)
                        .start();
        sending.removeIf(RemoteWriter::isOver);
        sending.add(away);
        return CacheOptions.of(options)
                .<LogWriter>map(
                        rotation ->
                                new TeeWriter(
                                        away,
                                        openLocal(LogPlaces.cache(spec.logPath()), rotation, -1)))
                .orElse(away);
    }

    /** Who takes the log, for the drivers that send it away. */
    private Optional<LogTarget> target(StdioSpec spec) {
        return switch (DriverName.of(spec.logDriver())) {
            case JOURNALD ->
                    Optional.of(
                            new JournaldTarget(journald, spec.logNames(), spec.logAttributes()));
            case SYSLOG ->
                    Optional.of(
                            new SyslogTarget(
                                    SyslogOptions.of(spec.logOptions()),
                                    spec.logNames().tag(),
                                    hostName(),
                                    ZoneId.systemDefault()));
            case JSON_FILE, LOCAL, NONE -> Optional.empty();
        };
    }

    private LogWriter openLocal(Path path, Rotation rotation, long bufferBytes) {
        return openFile(path, LocalFormat.INSTANCE, new LocalEncoding(), rotation, bufferBytes);
    }

    private LogWriter openFile(
            Path path, FileFormat format, Encoding encoding, Rotation rotation, long bufferBytes) {
        LogTopic topic = signals.acquire(path);
        LogFile file = new LogFile(topic, format, rotation, faults, compressor, clock);
        file.open();
        Runnable onClose = () -> signals.release(topic);
        return bufferBytes < 0
                ? new BlockingWriter(file, encoding, pool, clock, onClose)
                : new RingWriter(file, encoding, bufferBytes, faults, clock, onClose).start();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    /** The containers' streams are closed by now; what is on its way gets a moment. */
    @PreDestroy
    void close() throws InterruptedException {
        long end = System.nanoTime() + LAST_PATIENCE.toNanos();
        for (RemoteWriter writer : sending) {
            long left = end - System.nanoTime();
            if (left > 0) {
                writer.await(Duration.ofNanos(left));
            }
        }
    }
}
