package dev.joey.container;

import dev.joey.error.EngineException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How many containers there are, without a lock. */
@ApplicationScoped
public class ContainerCensus {
    private static final String COUNTS =
            "SELECT COUNT(*) FILTER (WHERE status = 'running'),"
                    + " COUNT(*) FILTER (WHERE status = 'paused'), COUNT(*) FROM container_state";

    private final javax.sql.DataSource reader;

    ContainerCensus(@DataSource("reader") javax.sql.DataSource reader) {
        this.reader = reader;
    }

    /**
     * Containers by what they do, as Docker counts them.
     *
     * @param stopped all that neither run nor are paused, those waiting for a restart too
     */
    public record Count(int running, int paused, int stopped) {
        /** All of them. */
        public int all() {
            return running + paused + stopped;
        }
    }

    /**
     * Counts now.
     *
     * @throws EngineException.Unavailable if the database cannot be read
     */
    public Count count() {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNTS);
                ResultSet row = statement.executeQuery()) {
            row.next();
            int running = row.getInt(1);
            int paused = row.getInt(2);
            return new Count(running, paused, row.getInt(3) - running - paused);
        } catch (SQLException failure) {
            throw new EngineException.Unavailable(
                    "cannot count the containers: " + failure.getMessage(), failure);
        }
    }
}
