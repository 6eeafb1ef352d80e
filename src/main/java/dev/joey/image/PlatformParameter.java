package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.oci.Platform;
import java.util.List;
import java.util.Optional;

/** The {@code platform} of requests that may name several. */
final class PlatformParameter {
    private PlatformParameter() {}

    /**
     * The only one, if one is given.
     *
     * @param verb as {@code loading}
     * @throws EngineException.NotImplemented if there are several
     */
    static Optional<Platform> only(List<String> platforms, String verb) {
        List<String> given = platforms.stream().filter(text -> !text.isEmpty()).toList();
        if (given.size() > 1) {
            throw new EngineException.NotImplemented(
                    verb + " several platforms of an image is not implemented");
        }
        return given.stream().findFirst().map(Platform::parse);
    }
}
