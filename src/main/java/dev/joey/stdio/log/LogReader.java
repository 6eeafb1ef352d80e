package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import dev.joey.stdio.Logs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.InstantSource;

/** Reads the logs of the driver {@code json-file}. */
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
    public LogCursor read(String driver, Path path, LogQuery query) {
        return switch (DriverName.of(driver)) {
            case NONE ->
                    throw new EngineException.InvalidParameter(
                            "configured logging driver does not support reading");
            case JSON_FILE -> {
                LogTopic topic = signals.acquire(path);
                yield JsonFileCursor.open(
                        topic, query, faults, clock, () -> signals.release(topic));
            }
        };
    }
}
