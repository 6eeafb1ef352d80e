package dev.joey.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.db.Commits;
import dev.joey.db.StoredTime;
import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns that lists show, of all containers in one query. What was read is kept until
 * something is written; a container whose row did not change stays the same object.
 */
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
    private final Commits commits;
    private volatile Generation newest = new Generation(-1, Map.of(), List.of());

    SummaryRepository(
            @DataSource("reader") javax.sql.DataSource reader, ObjectMapper json, Commits commits) {
        this.reader = reader;
        this.json = json;
        this.commits = commits;
    }

    /** All containers, newest first. */
    List<ContainerSummary> all() {
        long count = commits.count();
        Generation before = newest;
        if (before.commits != count) {
            before = read(count, before);
            newest = before;
        }
        return before.summaries;
    }

    private Generation read(long count, Generation before) {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(SELECT);
                ResultSet rows = statement.executeQuery()) {
            // Most containers of a host are listed alike: the same text is parsed once.
            Map<String, ListedColumns> listed = new HashMap<>();
            Map<String, Row> known = HashMap.newHashMap(before.rows.size());
            List<ContainerSummary> summaries = new ArrayList<>(before.rows.size());
            while (rows.next()) {
                String id = rows.getString("id");
                Row row = row(id, rows, before.rows.get(id), listed);
                known.put(id, row);
                summaries.add(row.summary);
            }
            return new Generation(count, known, Collections.unmodifiableList(summaries));
        } catch (SQLException e) {
            throw new EngineException.Unavailable(
                    "cannot read the containers: " + e.getMessage(), e);
        }
    }

    private Row row(String id, ResultSet row, Row before, Map<String, ListedColumns> parsed)
            throws SQLException {
        long created = row.getLong("created");
        String name = row.getString("name");
        String listed = row.getString("listed");
        ContainerStateEntity state = StateColumns.columns(row);
        if (before != null
                && before.created == created
                && before.name.equals(name)
                && before.listed.equals(listed)
                && StateColumns.same(before.state, state)) {
            return before;
        }
        ListedColumns columns = parsed.computeIfAbsent(listed, this::listed);
        String labels = row.getString("labels");
        return new Row(
                created,
                name,
                listed,
                state,
                new ContainerSummary(
                        new ContainerId(id),
                        name,
                        StoredTime.instant(created),
                        row.getString("image"),
                        new Digest(row.getString("image_id")),
                        row.getString("command"),
                        StateColumns.read(state),
                        row.getString("network_mode"),
                        columns.networks(),
                        labels.equals("{}") ? Map.of() : labels(labels),
                        columns.annotations(),
                        columns.exposedPorts(),
                        columns.publishedPorts(),
                        columns.volumes(),
                        columns.mounts()));
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

    /**
     * What was made of a row, and the columns that may change; the time tells a container from an
     * earlier one that had the same id.
     */
    private record Row(
            long created,
            String name,
            String listed,
            ContainerStateEntity state,
            ContainerSummary summary) {}

    /** What was read when so many transactions had ended. */
    private record Generation(
            long commits, Map<String, Row> rows, List<ContainerSummary> summaries) {}
}
