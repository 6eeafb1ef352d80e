package dev.joey.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.db.StoredTime;
import dev.joey.error.EngineException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of networks. Writes, and the reads named {@code now…}, are done in the caller's
 * transaction; other reads see what is committed.
 */
@ApplicationScoped
class NetworkRepository {
    private static final String SELECT =
            "SELECT id, name, driver, created, device, spec FROM network ";

    private final Sql writer;
    private final Sql reader;
    private final ObjectMapper json;

    NetworkRepository(
            javax.sql.DataSource writer,
            @DataSource("reader") javax.sql.DataSource reader,
            ObjectMapper json) {
        this.writer = new Sql(writer);
        this.reader = new Sql(reader);
        this.json = json;
    }

    void insert(Network network) {
        int _ =
                writer.update(
                        "INSERT INTO network (id, name, driver, created, device, spec_version, spec)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        network.id(),
                        network.name(),
                        network.driver(),
                        StoredTime.nanos(network.created()),
                        network.device(),
                        Network.Spec.VERSION,
                        write(network.spec()));
    }

    /** Stores another device and spec of a predefined network. */
    void update(Network network) {
        int _ =
                writer.update(
                        "UPDATE network SET device = ?, spec = ? WHERE id = ?",
                        network.device(),
                        write(network.spec()),
                        network.id());
    }

    void delete(String id) {
        int _ = writer.update("DELETE FROM network WHERE id = ?", id);
    }

    List<Network> all() {
        return reader.query(SELECT + "ORDER BY created, id", this::network);
    }

    List<Network> nowAll() {
        return writer.query(SELECT + "ORDER BY created, id", this::network);
    }

    /**
     * Looks up as Docker does: whole id, then name, then unique prefix of an id.
     *
     * @throws EngineException.InvalidParameter if several ids begin so
     */
    Optional<Network> lookUp(String reference) {
        return lookUp(reader, reference);
    }

    Optional<Network> nowLookUp(String reference) {
        return lookUp(writer, reference);
    }

    private Optional<Network> lookUp(Sql sql, String reference) {
        List<Network> exact =
                sql.query(
                        SELECT + "WHERE id = ?1 OR name = ?1 ORDER BY id = ?1 DESC",
                        this::network,
                        reference);
        if (!exact.isEmpty()) {
            return Optional.of(exact.getFirst());
        }
        if (!reference.matches("[0-9a-f]{1,64}")) {
            return Optional.empty();
        }
        List<Network> byPrefix =
                sql.query(SELECT + "WHERE id >= ?1 AND id < ?1 || 'g'", this::network, reference);
        if (byPrefix.size() > 1) {
            throw new EngineException.InvalidParameter(
                    "network "
                            + reference
                            + " is ambiguous ("
                            + byPrefix.size()
                            + " matches found based on ID prefix)");
        }
        return byPrefix.stream().findFirst();
    }

    Optional<Network> find(String id) {
        return reader.query(SELECT + "WHERE id = ?", this::network, id).stream().findFirst();
    }

    Optional<Network> nowFind(String id) {
        return writer.query(SELECT + "WHERE id = ?", this::network, id).stream().findFirst();
    }

    /** The address that was given last of a subnet. */
    Optional<Ip> nowCursor(String networkId, Cidr subnet) {
        return writer
                .query(
                        "SELECT address FROM network_cursor WHERE network_id = ? AND subnet = ?",
                        row -> Ip.parse(row.getString(1)),
                        networkId,
                        subnet.toString())
                .stream()
                .findFirst();
    }

    void cursor(String networkId, Cidr subnet, Ip address) {
        int _ =
                writer.update(
                        "INSERT INTO network_cursor (network_id, subnet, address) VALUES (?, ?, ?)"
                                + " ON CONFLICT (network_id, subnet) DO UPDATE"
                                + " SET address = excluded.address",
                        networkId,
                        subnet.toString(),
                        address.toString());
    }

    private Network network(ResultSet row) throws SQLException {
        long created = row.getLong("created");
        return new Network(
                row.getString("id"),
                row.getString("name"),
                row.getString("driver"),
                StoredTime.instant(created),
                row.getString("device"),
                read(row.getString("spec")));
    }

    private Network.Spec read(String text) {
        try {
            return json.readValue(text, Network.Spec.class);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal(
                    "a network's stored config is unreadable: " + e.getMessage(), e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("a network's config cannot be written", e);
        }
    }
}
