package dev.joey.container;

import dev.joey.container.ContainerSpec.Identity;
import dev.joey.container.ContainerState.Run;
import dev.joey.error.EngineException;
import dev.joey.network.Modes;
import dev.joey.network.Networks;
import dev.joey.network.Sandbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** From a container's network mode to the namespace and the files of one start. */
@ApplicationScoped
class ContainerNetworks {
    private final ContainerRepository rows;
    private final Networks networks;
    private final NetworkFiles files;
    private final ContainerLinks links;

    ContainerNetworks(
            ContainerRepository rows, Networks networks, NetworkFiles files, ContainerLinks links) {
        this.rows = rows;
        this.networks = networks;
        this.files = files;
        this.links = links;
    }

    /**
     * Prepares one start. What was made stays when this throws, and is cleared with the run.
     *
     * @throws EngineException.NotFound if a network, or the container to share with, is gone
     * @throws EngineException.Conflict if that container does not run
     */
    Prepared prepare(Container container) {
        String mode = container.spec().host().networkMode();
        Identity identity = container.spec().identity();
        if (Modes.isContainer(mode)) {
            return shared(container, Modes.container(mode));
        }
        if (Modes.isNamespace(mode)) {
            return new Prepared(
                    Modes.namespace(mode),
                    identity,
                    files.write(container, null, List.of()),
                    List.of());
        }
        if (mode.equals("host") || mode.equals("none")) {
            return new Prepared(null, identity, files.write(container, null, List.of()), List.of());
        }
        try {
            ContainerLinks.Linked linked =
                    mode.equals("bridge") ? links.of(container) : ContainerLinks.Linked.NONE;
            Sandbox sandbox =
                    networks.prepare(container.id().value(), PublishedPorts.of(container.spec()));
            return new Prepared(
                    sandbox.namespace().toString(),
                    identity,
                    files.write(container, sandbox, linked.hosts()),
                    linked.env());
        } catch (EngineException e) {
            throw setUp(e);
        }
    }

    private Prepared shared(Container container, String reference) {
        Container other =
                rows.lookUp(reference)
                        .orElseThrow(
                                () ->
                                        new EngineException.NotFound(
                                                "No such container: " + reference));
        if (other.id().equals(container.id())) {
            throw new EngineException.InvalidParameter("cannot join own network namespace");
        }
        Run run =
                other.run()
                        .orElseThrow(
                                () ->
                                        new EngineException.Conflict(
                                                "cannot join network namespace of a non running"
                                                        + " container: "
                                                        + other.name()
                                                        + " ("
                                                        + other.id().value()
                                                        + ")"));
        if (other.state() instanceof ContainerState.Restarting) {
            throw new EngineException.Conflict(
                    "container "
                            + other.id()
                            + " is restarting, wait until the container is running");
        }
        return new Prepared(
                "/proc/" + run.pid() + "/ns/net",
                other.spec().identity(),
                files.of(other.id()),
                List.of());
    }

    /** The same failure with Docker's words before it. */
    private static EngineException setUp(EngineException e) {
        String text = "failed to set up container networking: " + e.getMessage();
        return switch (e) {
            case EngineException.NotFound _ -> new EngineException.NotFound(text);
            case EngineException.Forbidden _ -> new EngineException.Forbidden(text);
            case EngineException.Conflict _ -> new EngineException.Conflict(text);
            case EngineException.InvalidParameter _ ->
                    new EngineException.InvalidParameter(text, e);
            case EngineException.Unavailable _ -> new EngineException.Unavailable(text, e);
            default -> new EngineException.Internal(text, e);
        };
    }

    /**
     * What one start needs.
     *
     * @param namespace path of the namespace to join; null for none of our own
     * @param identity the names inside, those of the container it shares with
     * @param env that links add
     */
    record Prepared(
            String namespace, Identity identity, NetworkFiles.Paths files, List<String> env) {}
}
