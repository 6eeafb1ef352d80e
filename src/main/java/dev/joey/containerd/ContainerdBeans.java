package dev.joey.containerd;

import dev.joey.config.EngineConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the values that the beans of this package are built from. */
@Singleton
final class ContainerdBeans {
    @Produces
    @Singleton
    ContainerdPlace place(EngineConfig config) {
        return ContainerdPlace.of(
                config.dataRoot(),
                config.execRoot(),
                config.containerd(),
                config.containerdNamespace());
    }
}
