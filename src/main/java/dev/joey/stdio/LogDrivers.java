package dev.joey.stdio;

import java.util.Map;

/** The log drivers by name. */
public interface LogDrivers {
    /**
     * Checks a driver's name and options as create does.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter with Docker's text
     */
    void check(String driver, Map<String, String> options);

    /** Opens the log of a container, going on where it ended. */
    LogWriter open(ContainerIo.StdioSpec spec);
}
