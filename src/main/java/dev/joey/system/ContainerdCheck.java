package dev.joey.system;

import dev.joey.containerd.ContainerdStatus;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** containerd answers. */
@Readiness
@ApplicationScoped
class ContainerdCheck implements HealthCheck {
    private final ContainerdStatus containerd;

    ContainerdCheck(ContainerdStatus containerd) {
        this.containerd = containerd;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("containerd").status(containerd.serving()).build();
    }
}
