package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.stdio.LogDrivers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A daemon whose log driver or its options are wrong does not start. */
@ApplicationScoped
class LogDefaultsCheck {
    private final EngineConfig config;
    private final LogDrivers drivers;

    LogDefaultsCheck(EngineConfig config, LogDrivers drivers) {
        this.config = config;
        this.drivers = drivers;
    }

    /**
     * Checks.
     *
     * @throws dev.joey.error.EngineException with the text that create would answer
     */
    void check(@Observes StartupEvent started) {
        drivers.check(config.logDriver(), config.logOpts());
    }
}
