package dev.joey.container;

import dev.joey.image.ImageUsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the image part which of an image's users run now. */
@ApplicationScoped
class RunningContainers implements ImageUsers {
    private final ContainerRepository rows;

    RunningContainers(ContainerRepository rows) {
        this.rows = rows;
    }

    @Override
    public Set<String> running(Collection<String> containerIds) {
        return containerIds.stream()
                .filter(
                        id ->
                                rows.find(new ContainerId(id))
                                        .filter(container -> container.run().isPresent())
                                        .isPresent())
                .collect(Collectors.toSet());
    }
}
