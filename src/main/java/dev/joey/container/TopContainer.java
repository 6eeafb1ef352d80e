package dev.joey.container;

import dev.joey.containerd.Tasks;
import dev.joey.error.EngineException;
import dev.joey.linux.Commands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The processes of a container, as the host's ps shows them. */
@ApplicationScoped
class TopContainer {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final LockedContainers locked;
    private final Tasks tasks;
    private final Commands commands;

    TopContainer(LockedContainers locked, Tasks tasks, Commands commands) {
        this.locked = locked;
        this.tasks = tasks;
        this.commands = commands;
    }

    /**
     * Lists the processes.
     *
     * @param psArguments for ps; null for {@code -ef}
     * @throws EngineException.Conflict if the container does not run
     */
    ProcessTable top(String reference, String psArguments) {
        List<String> arguments = PsArguments.parse(psArguments);
        Container container = locked.lookUp(reference);
        switch (container.state()) {
            case ContainerState.Running _, ContainerState.Paused _ -> {}
            case ContainerState.Restarting _ ->
                    throw new EngineException.Conflict(
                            "Container "
                                    + container.id()
                                    + " is restarting, wait until the container is running");
            case ContainerState.Created _, ContainerState.Exited _ ->
                    throw new EngineException.Conflict(
                            "container " + container.id() + " is not running");
        }
        Set<String> pids =
                tasks.pids(container.id().value()).stream()
                        .map(pid -> Long.toString(pid))
                        .collect(Collectors.toSet());
        List<String> argv = new ArrayList<>(List.of("ps"));
        argv.addAll(arguments);
        Commands.Result result = commands.run(argv, new byte[0], TIMEOUT);
        if (result.exitCode() != 0) {
            throw new EngineException.InvalidParameter("ps: " + result.err());
        }
        locked.tell(container, "top", Map.of());
        return table(result.out(), pids);
    }

    /** Keeps the rows of the container's processes; the last column takes the rest of a line. */
    static ProcessTable table(String text, Set<String> pids) {
        List<String> lines = text.lines().toList();
        List<String> titles =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.getFirst().strip().split("\\s+"));
        int pidColumn = titles.indexOf("PID");
        if (pidColumn < 0) {
            throw new EngineException.InvalidParameter("Couldn't find PID field in ps output");
        }
        List<List<String>> rows =
                lines.stream()
                        .skip(1)
                        .map(line -> Arrays.asList(line.strip().split("\\s+", titles.size())))
                        .filter(row -> row.size() > pidColumn && pids.contains(row.get(pidColumn)))
                        .toList();
        return new ProcessTable(titles, rows);
    }
}
