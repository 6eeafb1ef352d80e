package dev.joey.stdio.log;

import dev.joey.stdio.ContainerIo;
import dev.joey.stdio.LogDrivers;
import dev.joey.stdio.LogWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;

/** The drivers {@code json-file} and {@code none}. */
@ApplicationScoped
class BuiltInLogDrivers implements LogDrivers {
    private final LogSignals signals;
    private final LogFaults faults;
    private final Compressor compressor;
    private final InstantSource clock;
    private final BatchPool pool = new BatchPool();

    @Inject
    BuiltInLogDrivers(LogSignals signals, LogFaults faults, Compressor compressor) {
        this(signals, faults, compressor, InstantSource.system());
    }

    BuiltInLogDrivers(
            LogSignals signals, LogFaults faults, Compressor compressor, InstantSource clock) {
        this.signals = signals;
        this.faults = faults;
        this.compressor = compressor;
        this.clock = clock;
    }

    @Override
    public void check(String driver, Map<String, String> options) {
        if ("none".equals(driver)) {
            // dockerd lets it have any options
            return;
        }
        JsonFileOptions.checkMode(options);
        if (DriverName.of(driver) == DriverName.JSON_FILE) {
            JsonFileOptions.of(options);
        }
    }

    @Override
    public LogWriter open(ContainerIo.StdioSpec spec) {
        return switch (DriverName.of(spec.logDriver())) {
            case NONE -> new NoLog();
            case JSON_FILE -> openJsonFile(spec, JsonFileOptions.of(spec.logOptions()));
        };
    }

    private LogWriter openJsonFile(ContainerIo.StdioSpec spec, JsonFileOptions options) {
        LogTopic topic = signals.acquire(spec.logPath());
        LogFile file = new LogFile(topic, options.rotation(), faults, compressor, clock);
        file.open();
        Runnable onClose = () -> signals.release(topic);
        Map<String, String> attributes = spec.logAttributes();
        return options.bufferBytes() < 0
                ? new JsonFileWriter(file, attributes, pool, clock, onClose)
                : new RingWriter(file, attributes, options.bufferBytes(), faults, clock, onClose)
                        .start();
    }
}
