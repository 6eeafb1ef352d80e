package dev.joey.system;

import dev.joey.containerd.ContainerdStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** containerd answers. */
@Readiness
@ApplicationScoped
class ContainerdCheck implements HealthCheck {
    private final Instance<ContainerdStatus> containerd;

    ContainerdCheck(Instance<ContainerdStatus> containerd) {
        this.containerd = containerd;
    }

    @Override
    public HealthCheckResponse call() {
        boolean serving = containerd.isResolvable() && containerd.get().serving();
        return HealthCheckResponse.named("containerd").status(serving).build();
    }
}
