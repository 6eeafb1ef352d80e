package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import java.util.Map;
import java.util.Set;

/** The names of dockerd's log drivers, and which of them are built. */
enum DriverName {
    JSON_FILE("json-file"),
    LOCAL("local"),
    JOURNALD("journald"),
    SYSLOG("syslog"),
    NONE("none");

    private static final Set<String> NOT_BUILT =
            Set.of("awslogs", "fluentd", "gcplogs", "gelf", "splunk");

    private final String text;

    DriverName(String text) {
        this.text = text;
    }

    /** As users write it. */
    String text() {
        return text;
    }

    /**
     * The driver of a name; an empty name is json-file, which is dockerd's default.
     *
     * @throws EngineException.NotImplemented if dockerd has the driver and Joey has not
     * @throws EngineException.InvalidParameter if there is no such driver
     */
    static DriverName of(String name) {
        if (name == null || name.isEmpty()) {
            return JSON_FILE;
        }
        for (DriverName driver : values()) {
            if (driver.text.equals(name)) {
                return driver;
            }
        }
        if (NOT_BUILT.contains(name)) {
            throw new EngineException.NotImplemented(
                    "log driver '" + name + "' is not implemented");
        }
        throw new EngineException.InvalidParameter(
                "logger: no log driver named '" + name + "' is registered");
    }

    /** Checks a container's options, in dockerd's order: dockerd lets none have any. */
    void check(Map<String, String> options) {
        if (this == NONE) {
            return;
        }
        LogOptions.checkMode(options);
        switch (this) {
            case JSON_FILE -> JsonFileOptions.of(options);
            case LOCAL -> LocalOptions.of(options);
            case JOURNALD -> JournaldOptions.check(options);
            case SYSLOG -> SyslogOptions.check(options);
            case NONE -> throw new IllegalStateException("passed over above");
        }
    }
}
