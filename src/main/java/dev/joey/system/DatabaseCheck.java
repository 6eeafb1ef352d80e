package dev.joey.system;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** The database takes a write: its disk is there and not full. */
@Readiness
@ApplicationScoped
class DatabaseCheck implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(DatabaseCheck.class);

    private final EngineRepository rows;

    DatabaseCheck(EngineRepository rows) {
        this.rows = rows;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            rows.probe();
            return HealthCheckResponse.up("database");
        } catch (RuntimeException failure) {
            // Whatever stops a write, a full disk or a lost one, means the same here.
            LOG.debug("the database takes no write", failure);
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("reason", String.valueOf(failure.getMessage()))
                    .build();
        }
    }
}
