package dev.joey.stdio.log;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/** Shows at {@code /metrics} what went wrong with logs, as {@code engine_daemon_log_…_total}. */
@ApplicationScoped
class LogMetrics {
    private final MeterRegistry registry;
    private final LogFaults faults;

    LogMetrics(MeterRegistry registry, LogFaults faults) {
        this.registry = registry;
        this.faults = faults;
    }

    void register(@Observes StartupEvent started) {
        counter(
                "failed.writes",
                "Logs not written, opened, rotated or sent",
                f -> f.failedWrites());
        counter("lost.records", "Records lost by failed writes", f -> f.lostRecords());
        counter("dropped.records", "Records dropped by full buffers", f -> f.droppedRecords());
        counter("skipped.records", "What was read and is no record", f -> f.skippedRecords());
        counter("skipped.files", "Files that slow followers missed", f -> f.skippedFiles());
    }

    private void counter(String name, String help, ToDoubleFunction<LogFaults> count) {
        FunctionCounter.builder("engine.daemon.log." + name, faults, count)
                .description(help)
                .register(registry);
    }
}
