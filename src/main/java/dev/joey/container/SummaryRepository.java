package dev.joey.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns that lists show, of all containers in one query. */
@ApplicationScoped
class SummaryRepository {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private static final String SELECT =
            "SELECT c.id, c.name, c.created, c.image, c.image_id, c.command,"
                    + " c.network_mode, c.labels, c.listed, s.status, s.run, s.pid, s.started, s.finished, s.exit_code,"
                    + " s.oom_killed, s.next_start, s.failure_code, s.reason"
                    + " FROM container c JOIN container_state s ON s.container_id = c.id ORDER BY c.created DESC";

    private final javax.sql.DataSource reader;
    private final ObjectMapper json;

    SummaryRepository(@DataSource("reader") javax.sql.DataSource reader, ObjectMapper json) {
        this.reader = reader;
        this.json = json;
    }

    /** All containers, newest first. */
    List<ContainerSummary> all() {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(SELECT);
                ResultSet rows = statement.executeQuery()) {
            // Most containers of a host are listed alike: the same text is parsed once.
            Map<String, ListedColumns> listed = new HashMap<>();
            List<ContainerSummary> summaries = new ArrayList<>();
            while (rows.next()) {
                summaries.add(summary(rows, listed));
            }
            return summaries;
        } catch (SQLException e) {
            throw new EngineException.Unavailable(
                    "cannot read the containers: " + e.getMessage(), e);
        }
    }

    private ContainerSummary summary(ResultSet row, Map<String, ListedColumns> known)
            throws SQLException {
        ListedColumns listed = known.computeIfAbsent(row.getString("listed"), this::listed);
        String labels = row.getString("labels");
        return new ContainerSummary(
                new ContainerId(row.getString("id")),
                row.getString("name"),
                StateColumns.instant(row.getLong("created")),
                row.getString("image"),
                new Digest(row.getString("image_id")),
                row.getString("command"),
                StateColumns.read(row),
                row.getString("network_mode"),
                listed.networks(),
                labels.equals("{}") ? Map.of() : labels(labels),
                listed.annotations(),
                listed.exposedPorts(),
                listed.publishedPorts(),
                listed.volumes(),
                listed.mounts());
    }

    private ListedColumns listed(String text) {
        try {
            return json.readValue(text, ListedColumns.class);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal(
                    "a stored container is unreadable: " + e.getMessage(), e);
        }
    }

    private Map<String, String> labels(String text) {
        try {
            return json.readValue(text, STRINGS);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal(
                    "stored labels are unreadable: " + e.getMessage(), e);
        }
    }
}
