package dev.joey.container;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Containers in SQLite: written through Hibernate on the one writer, read by SQL on connections of
 * their own.
 */
@ApplicationScoped
class SqlContainerRepository implements ContainerRepository {
    private static final String SELECT =
            "SELECT c.id, c.name, c.created, c.spec, s.status, s.runs, s.restart_count,"
                    + " s.stopped_by_user, s.run, s.pid, s.started, s.finished, s.exit_code, s.oom_killed, s.next_start,"
                    + " s.failure_code, s.reason FROM container c JOIN container_state s ON s.container_id = c.id ";

    private final EntityManager entities;
    private final javax.sql.DataSource reader;
    private final ObjectMapper json;

    SqlContainerRepository(
            EntityManager entities,
            @DataSource("reader") javax.sql.DataSource reader,
            ObjectMapper json) {
        this.entities = entities;
        this.reader = reader;
        this.json = json;
    }

    @Override
    @Transactional
    public void insert(Container container) {
        checkFree(container.name());
        String id = container.id().value();
        if (entities.find(ContainerEntity.class, id) != null) {
            throw new EngineException.Conflict(
                    "Conflict. The container id " + id + " is already in use");
        }
        ContainerSpec spec = container.spec();
        ContainerEntity row = new ContainerEntity();
        row.id = id;
        row.name = container.name();
        row.created = StoredTime.nanos(container.createdAt());
        row.image = spec.image();
        row.imageId = spec.imageId().value();
        row.command = CommandLine.of(spec.process()).text();
        row.networkMode = spec.host().networkMode();
        row.labels = write(spec.identity().labels());
        row.listed = write(ListedColumns.of(ContainerSummary.of(container)));
        row.specVersion = ContainerSpec.VERSION;
        row.spec = write(spec);
        entities.persist(row);
        ContainerStateEntity state = new ContainerStateEntity();
        StateColumns.write(container, state);
        entities.persist(state);
        spec.identity()
                .labels()
                .forEach(
                        (key, value) -> {
                            ContainerLabelEntity label = new ContainerLabelEntity();
                            label.containerId = id;
                            label.key = key;
                            label.value = value;
                            entities.persist(label);
                        });
    }

    @Override
    @Transactional
    public void save(Container container) {
        ContainerStateEntity row =
                entities.find(ContainerStateEntity.class, container.id().value());
        if (row == null) {
            throw new EngineException.NotFound("No such container: " + container.id());
        }
        StateColumns.write(container, row);
    }

    @Override
    @Transactional
    public void rename(Container container, String name) {
        checkFree(name);
        entities.find(ContainerEntity.class, container.id().value()).name = name;
    }

    @Override
    @Transactional
    public void delete(ContainerId id) {
        int _ =
                entities.createQuery("delete from ContainerEntity where id = :id")
                        .setParameter("id", id.value())
                        .executeUpdate();
    }

    @Override
    public Optional<Container> find(ContainerId id) {
        return read(SELECT + "WHERE c.id = ?", id.value()).stream().findFirst();
    }

    @Override
    public Optional<Container> lookUp(String reference) {
        String name = reference.startsWith("/") ? reference.substring(1) : reference;
        List<Container> exact =
                read(SELECT + "WHERE c.id = ?1 OR c.name = ?1 ORDER BY c.id = ?1 DESC", name);
        if (!exact.isEmpty()) {
            return Optional.of(exact.getFirst());
        }
        if (!name.chars().allMatch(SqlContainerRepository::isHexDigit) || name.isEmpty()) {
            return Optional.empty();
        }
        List<Container> byPrefix =
                read(SELECT + "WHERE c.id >= ?1 AND c.id < ?1 || 'g' LIMIT 2", name);
        if (byPrefix.size() > 1) {
            throw new EngineException.InvalidParameter(
                    "multiple IDs found with provided prefix: " + name);
        }
        return byPrefix.stream().findFirst();
    }

    @Override
    public List<Container> all() {
        return read(SELECT + "ORDER BY c.created DESC, c.id");
    }

    @Override
    public List<Container> restarting() {
        return read(SELECT + "WHERE s.status = 'restarting'");
    }

    @Override
    public List<ContainerId> ids() {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT id FROM container");
                ResultSet rows = statement.executeQuery()) {
            List<ContainerId> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(new ContainerId(rows.getString(1)));
            }
            return ids;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private void checkFree(String name) {
        List<String> holders =
                entities.createQuery(
                                "select id from ContainerEntity where name = :name", String.class)
                        .setParameter("name", name)
                        .getResultList();
        if (!holders.isEmpty()) {
            throw new EngineException.Conflict(
                    "Conflict. The container name \"/"
                            + name
                            + "\" is already in use by container \""
                            + holders.getFirst()
                            + "\". You have to remove (or rename) that container to be able to reuse that name.");
        }
    }

    private List<Container> read(String sql, String... parameters) {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<Container> containers = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    containers.add(container(rows));
                }
            }
            return containers;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private Container container(ResultSet row) throws SQLException {
        return new Container(
                new ContainerId(row.getString("id")),
                row.getString("name"),
                StoredTime.instant(row.getLong("created")),
                spec(row.getString("spec")),
                StateColumns.read(row),
                row.getLong("runs"),
                row.getInt("restart_count"),
                row.getBoolean("stopped_by_user"),
                row.getBoolean("oom_killed"));
    }

    private ContainerSpec spec(String text) {
        try {
            return json.readValue(text, ContainerSpec.class);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal(
                    "a container's stored config is unreadable: " + e.getMessage(), e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("a container's config cannot be written", e);
        }
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static EngineException unreadable(SQLException e) {
        return new EngineException.Unavailable("cannot read the containers: " + e.getMessage(), e);
    }
}
