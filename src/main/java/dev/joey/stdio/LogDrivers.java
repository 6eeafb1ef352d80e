package dev.joey.stdio;

import java.util.List;
import java.util.Map;

/** The log drivers by name. */
public interface LogDrivers {
    /**
     * Checks a driver's name and options as create does.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter with Docker's text
     */
    void check(String driver, Map<String, String> options);

    /**
     * Looks, before a container starts, whether its log can be taken.
     *
     * @throws dev.joey.error.EngineException if not, with Docker's text
     */
    void probe(ContainerIo.StdioSpec spec);

    /** The names of the drivers there are, in order. */
    List<String> names();

    /** Opens the log of a container, going on where it ended. */
    LogWriter open(ContainerIo.StdioSpec spec);
}
