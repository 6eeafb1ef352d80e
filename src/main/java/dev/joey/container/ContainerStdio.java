package dev.joey.container;

import dev.joey.stdio.ContainerIo;
import dev.joey.stdio.ContainerIo.LogNames;
import dev.joey.stdio.ContainerIo.StdioPaths;
import dev.joey.stdio.ContainerIo.StdioSpec;
import dev.joey.stdio.LogDrivers;
import dev.joey.stdio.log.LogAttributes;
import dev.joey.stdio.log.LogSubject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the streams of a container look like. */
@ApplicationScoped
class ContainerStdio {
    private static final String DAEMON_NAME = "joey";

    private final ContainerFiles files;
    private final ContainerIo io;
    private final LogDrivers logDrivers;

    ContainerStdio(ContainerFiles files, ContainerIo io, LogDrivers logDrivers) {
        this.files = files;
        this.io = io;
        this.logDrivers = logDrivers;
    }

    /**
     * Makes the streams of a start.
     *
     * @throws dev.joey.error.EngineException.Internal if the log cannot be taken
     */
    StdioPaths open(Container container) {
        StdioSpec spec = of(container);
        logDrivers.probe(spec);
        return io.open(spec);
    }

    StdioSpec of(Container container) {
        ContainerSpec spec = container.spec();
        Map<String, String> options = spec.host().log().options();
        LogSubject subject =
                new LogSubject(
                        container.id().value(),
                        container.name(),
                        spec.imageId().value(),
                        spec.image(),
                        DAEMON_NAME,
                        words(spec.process()),
                        spec.identity().labels(),
                        spec.process().env());
        return new StdioSpec(
                container.id().value(),
                spec.process().tty(),
                spec.process().openStdin(),
                spec.process().stdinOnce(),
                spec.host().log().driver(),
                options,
                LogAttributes.of(options, subject),
                files.log(container.id()),
                new LogNames(
                        container.id().value(),
                        container.name(),
                        spec.image(),
                        LogAttributes.tag(options, subject)));
    }

    private static List<String> words(ContainerSpec.InitProcess process) {
        return Stream.concat(process.entrypoint().stream(), process.cmd().stream()).toList();
    }
}
