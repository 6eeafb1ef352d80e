package dev.joey.system;

import dev.joey.config.BuildInfo;
import dev.joey.container.ContainerCensus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToIntFunction;

/**
 * What {@code /metrics} says of the engine as a whole: {@code engine_daemon_engine_info} (always
 * 1), {@code engine_daemon_engine_cpus_cpus}, {@code engine_daemon_engine_memory_bytes} and {@code
 * engine_daemon_container_states_containers}, by names that dockerd uses too.
 */
@ApplicationScoped
class EngineMetrics {
    private final MeterRegistry registry;
    private final Inventory inventory;

    EngineMetrics(MeterRegistry registry, Inventory inventory) {
        this.registry = registry;
        this.inventory = inventory;
    }

    void register(@Observes StartupEvent started) {
        BuildInfo build = BuildInfo.read();
        HostFacts host = HostFacts.read();
        Gauge.builder("engine.daemon.engine.info", () -> 1)
                .tag("version", build.version())
                .tag("commit", build.commit())
                .tag("kernel", host.kernel())
                .tag("os", host.operatingSystem())
                .register(registry);
        Gauge.builder("engine.daemon.engine.cpus", host::cpus).baseUnit("cpus").register(registry);
        Gauge.builder("engine.daemon.engine.memory", host::memoryBytes)
                .baseUnit("bytes")
                .register(registry);
        states("running", ContainerCensus.Count::running);
        states("paused", ContainerCensus.Count::paused);
        states("stopped", ContainerCensus.Count::stopped);
    }

    private void states(String state, ToIntFunction<ContainerCensus.Count> count) {
        Gauge.builder(
                        "engine.daemon.container.states",
                        () -> count.applyAsInt(inventory.containers()))
                .baseUnit("containers")
                .tag("state", state)
                .register(registry);
    }
}
