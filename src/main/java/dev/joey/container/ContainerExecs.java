package dev.joey.container;

import dev.joey.container.spec.ExecSection;
import dev.joey.error.EngineException.Conflict;
import dev.joey.oci.RuntimeSpec.ProcessSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** What an exec needs of its container. */
@ApplicationScoped
public class ContainerExecs {
    private final LockedContainers locked;
    private final ContainerRepository rows;
    private final ContainerEvents events;
    private final ContainerRuntime runtime;
    private final ContainerFiles files;

    ContainerExecs(
            LockedContainers locked,
            ContainerRepository rows,
            ContainerEvents events,
            ContainerRuntime runtime,
            ContainerFiles files) {
        this.locked = locked;
        this.rows = rows;
        this.events = events;
        this.runtime = runtime;
        this.files = files;
    }

    /**
     * Which container a reference means, if a process can be started in it now.
     *
     * @throws dev.joey.error.EngineException.NotFound if there is none
     * @throws Conflict if it does not run, is paused or restarts; the text is Docker's
     */
    public Container running(String reference) {
        Container container = locked.lookUp(reference);
        checkRunning(container, reference);
        return container;
    }

    /** The container of this id, whatever it does. */
    public Optional<Container> find(ContainerId id) {
        return rows.find(id);
    }

    /**
     * The process that joins a running container.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if its user is unknown or its working
     *     directory impossible
     */
    public ProcessSpec process(Container container, ExecSection.Wish wish) {
        return runtime.process(container, wish, files.root(container.id()));
    }

    /** Writes an event of the container, in the present transaction or in one of its own. */
    public void tell(Container container, String action, Map<String, String> details) {
        events.append(container, action, details);
    }

    private static void checkRunning(Container container, String reference) {
        switch (container.state()) {
            case ContainerState.Running _ -> {}
            case ContainerState.Paused _ ->
                    throw new Conflict(
                            "Container "
                                    + reference
                                    + " is paused, unpause the container before exec");
            case ContainerState.Restarting _ ->
                    throw new Conflict(
                            "Container "
                                    + container.id()
                                    + " is restarting, wait until the container is running");
            case ContainerState.Created _, ContainerState.Exited _ ->
                    throw new Conflict("container " + container.id() + " is not running");
        }
    }
}
