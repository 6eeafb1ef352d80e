package dev.joey.container;

import dev.joey.stdio.ContainerIo.StdioSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** What the streams of a container look like. */
@ApplicationScoped
class ContainerStdio {
    private final ContainerFiles files;

    ContainerStdio(ContainerFiles files) {
        this.files = files;
    }

    StdioSpec of(Container container) {
        ContainerSpec spec = container.spec();
        Map<String, String> attributes = new HashMap<>();
        attributes.put("id", container.id().value());
        attributes.put("name", container.name());
        attributes.put("image", spec.image());
        attributes.put("imageId", spec.imageId().value());
        spec.identity().labels().forEach((key, value) -> attributes.put("label." + key, value));
        for (String variable : spec.process().env()) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                attributes.put(
                        "env." + variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return new StdioSpec(
                container.id().value(),
                spec.process().tty(),
                spec.process().openStdin(),
                spec.process().stdinOnce(),
                spec.host().log().driver(),
                spec.host().log().options(),
                attributes,
                files.log(container.id()));
    }
}
