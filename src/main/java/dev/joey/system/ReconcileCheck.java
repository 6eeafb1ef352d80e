package dev.joey.system;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** What an earlier daemon left has been adopted or undone. */
@Readiness
@Startup
@ApplicationScoped
class ReconcileCheck implements HealthCheck {
    private final EngineReadiness engine;

    ReconcileCheck(EngineReadiness engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("reconcile").status(engine.reconciled()).build();
    }
}
