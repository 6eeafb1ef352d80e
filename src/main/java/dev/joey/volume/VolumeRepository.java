package dev.joey.volume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of volumes and their uses: written in the caller's transaction, read as committed on
 * connections of their own.
 */
@ApplicationScoped
class VolumeRepository implements VolumeRows {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private static final String VOLUMES =
            "SELECT name, driver, created, labels, options FROM volume";
    private static final String USES =
            "SELECT container_id, destination, volume, unfilled FROM volume_use";

    private final EntityManager entities;
    private final javax.sql.DataSource reader;
    private final ObjectMapper json;

    VolumeRepository(
            EntityManager entities,
            @DataSource("reader") javax.sql.DataSource reader,
            ObjectMapper json) {
        this.entities = entities;
        this.reader = reader;
        this.json = json;
    }

    @Override
    @Transactional
    public void insert(Volume volume) {
        write(
                "INSERT INTO volume (name, driver, created, labels, options, removing)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, 0)",
                volume.name(),
                volume.driver(),
                nanos(volume.createdAt()),
                text(volume.labels()),
                text(volume.options()));
    }

    @Override
    @Transactional
    public boolean use(String containerId, String destination, String volume, boolean unfilled) {
        return write(
                        "INSERT INTO volume_use (container_id, destination, volume, unfilled)"
                                + " SELECT ?1, ?2, name, ?4 FROM volume WHERE name = ?3"
                                + " AND removing = 0",
                        containerId,
                        destination,
                        volume,
                        unfilled ? 1 : 0)
                > 0;
    }

    @Override
    @Transactional
    public void release(String containerId) {
        write("DELETE FROM volume_use WHERE container_id = ?1", containerId);
    }

    @Override
    @Transactional
    public boolean markRemoving(String name) {
        return write(
                        "UPDATE volume SET removing = 1 WHERE name = ?1 AND NOT EXISTS"
                                + " (SELECT 1 FROM volume_use WHERE volume = ?1)",
                        name)
                > 0;
    }

    @Override
    @Transactional
    public void unmarkRemoving(String name) {
        write("UPDATE volume SET removing = 0 WHERE name = ?1", name);
    }

    @Override
    @Transactional
    public boolean delete(String name) {
        return write("DELETE FROM volume WHERE name = ?1", name) > 0;
    }

    @Override
    @Transactional
    public void filled(String containerId, String destination) {
        write(
                "UPDATE volume_use SET unfilled = 0 WHERE container_id = ?1 AND destination = ?2",
                containerId,
                destination);
    }

    @Override
    @Transactional
    public void mounted(String containerId, String volume) {
        write(
                "INSERT OR IGNORE INTO volume_mount (container_id, volume) VALUES (?1, ?2)",
                containerId,
                volume);
    }

    @Override
    @Transactional
    public void unmounted(String containerId, String volume) {
        write(
                "DELETE FROM volume_mount WHERE container_id = ?1 AND volume = ?2",
                containerId,
                volume);
    }

    @Override
    public List<String> mountedFor(String containerId) {
        return read(
                "SELECT volume FROM volume_mount WHERE container_id = ?1 ORDER BY volume",
                row -> row.getString(1),
                containerId);
    }

    @Override
    public List<String> holders(String volume) {
        return read(
                "SELECT container_id FROM volume_mount WHERE volume = ?1",
                row -> row.getString(1),
                volume);
    }

    @Override
    public Optional<Volume> any(String name) {
        return read(VOLUMES + " WHERE name = ?1", this::volume, name).stream().findFirst();
    }

    @Override
    public Optional<Volume> find(String name) {
        return read(VOLUMES + " WHERE name = ?1 AND removing = 0", this::volume, name).stream()
                .findFirst();
    }

    @Override
    public List<Volume> all() {
        return read(VOLUMES + " WHERE removing = 0 ORDER BY name", this::volume);
    }

    @Override
    public List<Volume> removing() {
        return read(VOLUMES + " WHERE removing = 1", this::volume);
    }

    @Override
    public List<VolumeUse> usesOf(String volume) {
        return read(USES + " WHERE volume = ?1", VolumeRepository::use, volume);
    }

    @Override
    public List<VolumeUse> usesBy(String containerId) {
        return read(
                USES + " WHERE container_id = ?1 ORDER BY destination",
                VolumeRepository::use,
                containerId);
    }

    @Override
    public Map<String, Long> countUses() {
        Map<String, Long> counts = new HashMap<>();
        read(
                        "SELECT volume, count(DISTINCT container_id) FROM volume_use GROUP BY"
                                + " volume",
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    }

    private Volume volume(ResultSet row) throws SQLException {
        long created = row.getLong("created");
        return new Volume(
                row.getString("name"),
                row.getString("driver"),
                Instant.ofEpochSecond(
                        Math.floorDiv(created, 1_000_000_000L),
                        Math.floorMod(created, 1_000_000_000L)),
                map(row.getString("labels")),
                map(row.getString("options")));
    }

    private static VolumeUse use(ResultSet row) throws SQLException {
        return new VolumeUse(
                row.getString("container_id"),
                row.getString("destination"),
                row.getString("volume"),
                row.getBoolean("unfilled"));
    }

    private int write(String sql, Object... parameters) {
        var query = entities.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query.executeUpdate();
    }

    private <T> List<T> read(String sql, Row<T> mapping, String... parameters) {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(mapping.of(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new EngineException.Unavailable("cannot read the volumes: " + e.getMessage(), e);
        }
    }

    private String text(Map<String, String> map) {
        try {
            return json.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("a volume's config cannot be written", e);
        }
    }

    private Map<String, String> map(String text) {
        try {
            return json.readValue(text, STRINGS);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal(
                    "a volume's stored config is unreadable: " + e.getMessage(), e);
        }
    }

    /** Reads a row. */
    @FunctionalInterface
    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
