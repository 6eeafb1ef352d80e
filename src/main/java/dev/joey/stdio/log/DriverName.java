package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import java.util.Set;

/** The names of dockerd's log drivers, and which of them are built. */
enum DriverName {
    JSON_FILE,
    NONE;

    private static final Set<String> NOT_BUILT =
            Set.of(
                    "awslogs",
                    "fluentd",
                    "gcplogs",
                    "gelf",
                    "journald",
                    "local",
                    "splunk",
                    "syslog");

    /**
     * The driver of a name; an empty name is json-file, which is dockerd's default.
     *
     * @throws EngineException.NotImplemented if dockerd has the driver and Joey has not
     * @throws EngineException.InvalidParameter if there is no such driver
     */
    static DriverName of(String name) {
        if (name == null || name.isEmpty() || name.equals("json-file")) {
            return JSON_FILE;
        }
        if (name.equals("none")) {
            return NONE;
        }
        if (NOT_BUILT.contains(name)) {
            throw new EngineException.NotImplemented(
                    "log driver '" + name + "' is not implemented");
        }
        throw new EngineException.InvalidParameter(
                "logger: no log driver named '" + name + "' is registered");
    }
}
