package dev.joey.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.container.ContainerId;
import dev.joey.db.StoredTime;
import dev.joey.error.EngineException;
import dev.joey.exec.ExecState.Created;
import dev.joey.exec.ExecState.Exited;
import dev.joey.exec.ExecState.Running;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Execs in SQLite: written through Hibernate on the one writer, read by SQL beside it. */
@ApplicationScoped
class SqlExecRepository implements ExecRepository {
    private static final String SELECT =
            "SELECT id, container_id, created, spec, status, pid, finished, exit_code FROM exec ";

    private final EntityManager entities;
    private final javax.sql.DataSource reader;
    private final ObjectMapper json;

    SqlExecRepository(
            EntityManager entities,
            @DataSource("reader") javax.sql.DataSource reader,
            ObjectMapper json) {
        this.entities = entities;
        this.reader = reader;
        this.json = json;
    }

    @Override
    @Transactional
    public void insert(Exec exec) {
        ExecEntity row = new ExecEntity();
        row.id = exec.id().value();
        row.containerId = exec.container().value();
        row.created = StoredTime.nanos(exec.createdAt());
        row.specVersion = ExecSpec.VERSION;
        row.spec = write(exec.spec());
        write(exec.state(), row);
        entities.persist(row);
    }

    @Override
    @Transactional
    public void save(Exec exec) {
        ExecEntity row = entities.find(ExecEntity.class, exec.id().value());
        if (row != null) {
            write(exec.state(), row);
        }
    }

    @Override
    public Optional<Exec> find(ExecId id) {
        return read(SELECT + "WHERE id = ?", id.value()).stream().findFirst();
    }

    @Override
    public List<Exec> unfinished() {
        return read(SELECT + "WHERE status <> 'exited' ORDER BY created");
    }

    @Override
    public List<String> unfinished(ContainerId container) {
        return read(
                        SELECT + "WHERE container_id = ? AND status <> 'exited' ORDER BY created",
                        container.value())
                .stream()
                .map(exec -> exec.id().value())
                .toList();
    }

    @Override
    @Transactional
    public void delete(Collection<ExecId> ids) {
        for (ExecId id : ids) {
            int _ =
                    entities.createQuery("delete from ExecEntity where id = :id")
                            .setParameter("id", id.value())
                            .executeUpdate();
        }
    }

    @Override
    @Transactional
    public void deleteOld(Instant finishedBefore, Instant createdBefore) {
        int _ =
                entities.createQuery(
                                "delete from ExecEntity where status = 'exited' and finished < :finished")
                        .setParameter("finished", StoredTime.nanos(finishedBefore))
                        .executeUpdate();
        int _ =
                entities.createQuery(
                                "delete from ExecEntity where status = 'created' and created < :created")
                        .setParameter("created", StoredTime.nanos(createdBefore))
                        .executeUpdate();
    }

    private List<Exec> read(String sql, String... parameters) {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<Exec> execs = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    execs.add(exec(rows));
                }
            }
            return execs;
        } catch (SQLException e) {
            throw new EngineException.Unavailable("cannot read the execs: " + e.getMessage(), e);
        }
    }

    private Exec exec(ResultSet row) throws SQLException {
        ExecState state =
                switch (row.getString("status")) {
                    case "created" -> new Created();
                    case "running" -> new Running();
                    default ->
                            new Exited(
                                    row.getInt("exit_code"),
                                    row.getLong("pid"),
                                    StoredTime.instant(row.getLong("finished")));
                };
        return new Exec(
                new ExecId(row.getString("id")),
                new ContainerId(row.getString("container_id")),
                StoredTime.instant(row.getLong("created")),
                spec(row.getString("spec")),
                state);
    }

    private static void write(ExecState state, ExecEntity row) {
        row.status = state.status();
        row.pid = null;
        row.finished = null;
        row.exitCode = null;
        if (state instanceof Exited(int code, long pid, Instant at)) {
            row.pid = pid;
            row.finished = StoredTime.nanos(at);
            row.exitCode = code;
        }
    }

    private ExecSpec spec(String text) {
        try {
            return json.readValue(text, ExecSpec.class);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("an exec's stored config is unreadable", e);
        }
    }

    private String write(ExecSpec spec) {
        try {
            return json.writeValueAsString(spec);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("an exec's config cannot be written", e);
        }
    }
}
