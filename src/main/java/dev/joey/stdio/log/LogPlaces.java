package dev.joey.stdio.log;

import java.nio.file.Path;

/** Where a container's log files lie, named as dockerd names them; all beside the json-file. */
final class LogPlaces {
    private LogPlaces() {}

    /** The newest file of the driver {@code local}. */
    static Path local(Path jsonFile) {
        return jsonFile.resolveSibling("local-logs").resolve("container.log");
    }

    /** The newest file of the cache of drivers that send the log away. */
    static Path cache(Path jsonFile) {
        return jsonFile.resolveSibling("container-cached.log");
    }
}
