package dev.joey.container;

import dev.joey.config.EngineConfig;
import dev.joey.container.spec.CgroupsPath;
import dev.joey.container.spec.Defaults;
import dev.joey.error.EngineException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The targets by one query; their control groups, which never change, are found once. */
@ApplicationScoped
class SqlUsageTargets implements UsageTargets {
    private static final String RUNNING =
            "SELECT c.id, c.name, c.image, c.network_mode, s.run, s.pid, s.restart_count"
                    + " FROM container_state s JOIN container c ON c.id = s.container_id"
                    + " WHERE s.status IN ('running', 'paused') ORDER BY c.created";

    private final javax.sql.DataSource reader;
    private final ContainerRepository rows;
    private final Defaults defaults;

    private final Map<ContainerId, String> cgroups = new ConcurrentHashMap<>();

    SqlUsageTargets(
            @DataSource("reader") javax.sql.DataSource reader,
            ContainerRepository rows,
            EngineConfig config) {
        this.reader = reader;
        this.rows = rows;
        this.defaults = Defaults.of(config);
    }

    @Override
    public Map<ContainerId, UsageTarget> running() {
        Map<ContainerId, UsageTarget> found = new LinkedHashMap<>();
        try (Connection connection = reader.getConnection();
                PreparedStatement statement = connection.prepareStatement(RUNNING);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ContainerId id = new ContainerId(row.getString("id"));
                String cgroup = cgroups.get(id);
                found.put(
                        id,
                        new UsageTarget(
                                id,
                                row.getString("name"),
                                row.getString("image"),
                                row.getLong("run"),
                                row.getLong("pid"),
                                cgroup,
                                !row.getString("network_mode").equals("host"),
                                row.getInt("restart_count")));
            }
        } catch (SQLException failure) {
            throw new EngineException.Unavailable(
                    "cannot read the containers: " + failure.getMessage(), failure);
        }
        cgroups.keySet().retainAll(found.keySet());
        // Behind the query, so that one reader's connection is enough.
        found.replaceAll((id, target) -> target.cgroup() == null ? located(target) : target);
        found.values().removeIf(target -> target.cgroup() == null);
        return found;
    }

    @Override
    public Optional<UsageTarget> of(Container container) {
        return container
                .run()
                .map(
                        run ->
                                new UsageTarget(
                                        container.id(),
                                        container.name(),
                                        container.spec().image(),
                                        run.number(),
                                        run.pid(),
                                        cgroup(container),
                                        !container.spec().host().networkMode().equals("host"),
                                        container.restartCount()));
    }

    @Override
    public Optional<String> name(ContainerId id) {
        return rows.find(id).map(Container::name);
    }

    private UsageTarget located(UsageTarget target) {
        String cgroup = rows.find(target.id()).map(this::cgroup).orElse(null);
        if (cgroup != null) {
            cgroups.put(target.id(), cgroup);
        }
        return new UsageTarget(
                target.id(),
                target.name(),
                target.image(),
                target.run(),
                target.pid(),
                cgroup,
                target.ownNetwork(),
                target.restarts());
    }

    private String cgroup(Container container) {
        return CgroupsPath.of(container.id(), container.spec().host(), defaults);
    }
}
