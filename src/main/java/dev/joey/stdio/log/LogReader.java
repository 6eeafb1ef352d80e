package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import dev.joey.stdio.Logs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Reads the logs of all drivers, of those that send them away by their local cache. */
@ApplicationScoped
class LogReader implements Logs {
    private final LogSignals signals;
    private final LogFaults faults;
    private final InstantSource clock;

    @Inject
    LogReader(LogSignals signals, LogFaults faults) {
        this(signals, faults, InstantSource.system());
    }

    LogReader(LogSignals signals, LogFaults faults, InstantSource clock) {
        this.signals = signals;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public LogCursor read(String driver, Map<String, String> options, Path path, LogQuery query) {
        return switch (DriverName.of(driver)) {
            case NONE -> throw notReadable();
            case JSON_FILE -> open(path, JsonFormat.INSTANCE, query);
            case LOCAL -> open(LogPlaces.local(path), LocalFormat.INSTANCE, query);
            case JOURNALD, SYSLOG -> {
                if (CacheOptions.of(options).isEmpty()) {
                    throw notReadable();
                }
                yield open(LogPlaces.cache(path), LocalFormat.INSTANCE, query);
            }
        };
    }

    private LogCursor open(Path path, FileFormat format, LogQuery query) {
        LogTopic topic = signals.acquire(path);
        return FileCursor.open(topic, format, query, faults, clock, () -> signals.release(topic));
    }

    private static EngineException notReadable() {
        return new EngineException.NotImplemented(
                "configured logging driver does not support reading");
    }
}
