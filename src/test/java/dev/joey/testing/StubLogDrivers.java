package dev.joey.testing;

import dev.joey.stdio.ContainerIo.StdioSpec;
import dev.joey.stdio.LogDrivers;
import dev.joey.stdio.LogWriter;
import java.util.List;
import java.util.Map;

/** Log drivers that find everything right and write nothing. */
public final class StubLogDrivers implements LogDrivers {
    @Override
    public void check(String driver, Map<String, String> options) {}

    @Override
    public void probe(StdioSpec spec) {}

    @Override
    public List<String> names() {
        return List.of("json-file");
    }

    @Override
    public LogWriter open(StdioSpec spec) {
        throw new AssertionError("the log of " + spec.containerId() + " is opened");
    }
}
