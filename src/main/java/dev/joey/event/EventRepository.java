package dev.joey.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.db.StoredTime;
import dev.joey.error.EngineException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of the journal. */
@ApplicationScoped
class EventRepository {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private final EntityManager entities;
    private final javax.sql.DataSource reader;
    private final ObjectMapper json;

    EventRepository(
            EntityManager entities,
            @DataSource("reader") javax.sql.DataSource reader,
            ObjectMapper json) {
        this.entities = entities;
        this.reader = reader;
        this.json = json;
    }

    /** Writes a row in the present transaction, or in one of its own. */
    @Transactional
    EngineEvent insert(
            Instant at,
            String type,
            String action,
            String actorId,
            Map<String, String> attributes) {
        EventEntity row = new EventEntity();
        row.at = StoredTime.nanos(at);
        row.type = type;
        row.action = action;
        row.actorId = actorId;
        row.attributes = write(attributes);
        entities.persist(row);
        return new EngineEvent(row.sequence, at, type, action, actorId, attributes);
    }

    /** Up to {@code limit} committed rows after {@code sequence}, oldest first. */
    List<EngineEvent> after(long sequence, int limit) {
        String sql =
                "SELECT sequence, at, type, action, actor_id, attributes FROM event"
                        + " WHERE sequence > ? ORDER BY sequence LIMIT ?";
        return query(sql, sequence, limit);
    }

    /**
     * The sequence after which the first committed row from {@code since} on comes; the newest one
     * if there is no such row. Rows that follow may be older, if the clock was set back.
     */
    long lastBefore(Instant since) {
        return number(
                "SELECT coalesce((SELECT min(sequence) FROM event INDEXED BY event_at WHERE at >= ?) - 1,"
                        + " (SELECT max(sequence) FROM event), 0)",
                StoredTime.nanos(since));
    }

    /** The sequence of the newest committed row; 0 if there is none. */
    long last() {
        return number("SELECT coalesce(max(sequence), 0) FROM event WHERE ? = 0", 0);
    }

    /** Deletes all but the newest {@code keep} rows. */
    @Transactional
    int trim(long keep) {
        return entities.createQuery(
                        "delete from EventEntity where sequence <= (select max(sequence) from EventEntity) - :keep")
                .setParameter("keep", keep)
                .executeUpdate();
    }

    private List<EngineEvent> query(String sql, long... parameters) {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
            List<EngineEvent> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(
                            new EngineEvent(
                                    rows.getLong(1),
                                    StoredTime.instant(rows.getLong(2)),
                                    rows.getString(3),
                                    rows.getString(4),
                                    rows.getString(5),
                                    json.readValue(rows.getString(6), STRINGS)));
                }
            }
            return events;
        } catch (SQLException | JsonProcessingException e) {
            throw new EngineException.Unavailable("cannot read the events: " + e.getMessage(), e);
        }
    }

    private long number(String sql, long parameter) {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new EngineException.Unavailable("cannot read the events: " + e.getMessage(), e);
        }
    }

    private String write(Map<String, String> attributes) {
        try {
            return json.writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("cannot write an event's attributes", e);
        }
    }
}
