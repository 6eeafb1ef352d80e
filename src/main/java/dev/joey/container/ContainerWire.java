package dev.joey.container;

import dev.joey.container.wire.ContainerInspect;
import dev.joey.container.wire.ContainerListItem;
import dev.joey.container.wire.CreateBody;
import dev.joey.image.Image;
import java.time.Instant;
import java.util.List;

/**
 * Between the container API's JSON and the domain, in both directions. Pure: no clock, no store, no
 * kernel. {@code apiMinor} is 51 for API 1.51, the version a client asked for.
 */
final class ContainerWire {
    private ContainerWire() {}

    /**
     * Understands a create request: checks its form as dockerd does, merges it with the image's
     * config and completes it with the daemon's defaults. What depends on the host (limits,
     * capabilities, namespaces and their defaults) is then checked and completed by {@code
     * spec.CreateChecks}, log drivers by {@code dev.joey.stdio.LogDrivers}.
     *
     * @param id of the container to be, which is its hostname where none is given
     * @param image that {@code body.image()} names
     * @throws dev.joey.error.EngineException.InvalidParameter in dockerd's words
     * @throws dev.joey.error.EngineException.NotImplemented naming each field that is asked for and
     *     not supported yet
     */
    static CreateRequest spec(
            CreateBody body, ContainerId id, Image image, CreateDefaults defaults) {
        return CreateWire.of(body, id, image, defaults);
    }

    /** The whole document of inspect. */
    static ContainerInspect inspect(Container container, InspectFacts facts, int apiMinor) {
        return InspectWire.of(container, facts, apiMinor);
    }

    /** The elements of a list, in the order given. */
    static List<ContainerListItem> list(
            List<ContainerSummary> containers, ListFacts facts, Instant now, int apiMinor) {
        return ListWire.of(containers, facts, now, apiMinor);
    }
}
