package dev.joey.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user may choose for the containerd that Joey starts itself. Without effect when {@link
 * EngineConfig#containerd()} names one that runs.
 */
@ConfigMapping(prefix = "joey.private-containerd")
public interface PrivateContainerdConfig {
    /** The program; without it {@code containerd} of the search path. Absolute. */
    Optional<Path> binary();

    /** The least severe level that goes to its log: debug, info, warn or error. */
    @WithDefault("warn")
    String logLevel();
}
