package dev.joey.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.error.EngineException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of containers in networks: members, attachments, endpoints, published ports. Writes, and
 * the reads named {@code now…}, are done in the caller's transaction; other reads see what is
 * committed.
 */
@ApplicationScoped
class SeatRepository {
    private static final String ATTACHMENTS =
            "SELECT container_id, network, network_id, wish FROM network_attachment ";
    private static final String ENDPOINTS =
            "SELECT id, network_id, container_id, position, device, ipv4, ipv6, mac"
                    + " FROM network_endpoint ";
    private static final String MEMBERS =
            "SELECT container_id, name, hostname, name_servers FROM network_member";
    private static final String PORTS =
            "SELECT container_id, protocol, container_port, host_ip, host_port FROM network_port ";

    private final Sql writer;
    private final Sql reader;
    private final ObjectMapper json;

    SeatRepository(
            javax.sql.DataSource writer,
            @DataSource("reader") javax.sql.DataSource reader,
            ObjectMapper json) {
        this.writer = new Sql(writer);
        this.reader = new Sql(reader);
        this.json = json;
    }

    void insert(Member member) {
        int _ =
                writer.update(
                        "INSERT INTO network_member (container_id, name, hostname, name_servers)"
                                + " VALUES (?, ?, ?, ?)",
                        member.containerId(),
                        member.name(),
                        member.hostname(),
                        String.join(" ", member.nameServers()));
    }

    void rename(String containerId, String name) {
        int _ =
                writer.update(
                        "UPDATE network_member SET name = ? WHERE container_id = ?",
                        name,
                        containerId);
    }

    void forget(String containerId) {
        release(containerId);
        int _ = writer.update("DELETE FROM network_member WHERE container_id = ?", containerId);
    }

    /** Gives back what a run held. */
    void release(String containerId) {
        int _ = writer.update("DELETE FROM network_port WHERE container_id = ?", containerId);
        int _ = writer.update("DELETE FROM network_endpoint WHERE container_id = ?", containerId);
    }

    /** Adds an attachment behind the others, or replaces one to the same network. */
    void attach(String containerId, Attachment attachment) {
        int _ =
                writer.update(
                        "INSERT INTO network_attachment"
                                + " (container_id, network, network_id, position, wish)"
                                + " VALUES (?1, ?2, ?3, (SELECT coalesce(max(position) + 1, 0) FROM"
                                + " network_attachment WHERE container_id = ?1), ?4)"
                                + " ON CONFLICT (container_id, network) DO UPDATE"
                                + " SET network_id = excluded.network_id, wish = excluded.wish",
                        containerId,
                        attachment.network(),
                        attachment.networkId(),
                        write(attachment.wish()));
    }

    /** Stores which network an attachment means. */
    void resolve(String containerId, String asked, Network network) {
        int _ =
                writer.update(
                        "UPDATE OR REPLACE network_attachment SET network = ?, network_id = ?"
                                + " WHERE container_id = ? AND network = ?",
                        network.name(),
                        network.id(),
                        containerId,
                        asked);
    }

    /** False if there was none. */
    boolean detach(String containerId, String network) {
        return writer.update(
                        "DELETE FROM network_attachment WHERE container_id = ? AND network = ?",
                        containerId,
                        network)
                > 0;
    }

    void insert(Endpoint endpoint) {
        int _ =
                writer.update(
                        "INSERT INTO network_endpoint"
                                + " (id, network_id, container_id, position, device, ipv4, ipv6, mac)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        endpoint.id(),
                        endpoint.networkId(),
                        endpoint.containerId(),
                        endpoint.position(),
                        endpoint.device(),
                        endpoint.ipv4() == null ? null : endpoint.ipv4().toString(),
                        endpoint.ipv6() == null ? null : endpoint.ipv6().toString(),
                        endpoint.mac());
    }

    void deleteEndpoint(String id) {
        int _ = writer.update("DELETE FROM network_endpoint WHERE id = ?", id);
    }

    void deletePorts(String containerId) {
        int _ = writer.update("DELETE FROM network_port WHERE container_id = ?", containerId);
    }

    void insert(String containerId, PublishedPort port) {
        int _ =
                writer.update(
                        "INSERT INTO network_port"
                                + " (container_id, protocol, container_port, host_ip, host_port)"
                                + " VALUES (?, ?, ?, ?, ?)",
                        containerId,
                        port.protocol(),
                        port.containerPort(),
                        port.hostIp(),
                        port.hostPort());
    }

    List<Owned<Attachment>> attachments() {
        return reader.query(ATTACHMENTS + "ORDER BY container_id, position", this::attachment);
    }

    List<Attachment> attachments(String containerId) {
        return attachments(reader, containerId);
    }

    List<Attachment> nowAttachments(String containerId) {
        return attachments(writer, containerId);
    }

    private List<Attachment> attachments(Sql sql, String containerId) {
        return sql
                .query(
                        ATTACHMENTS + "WHERE container_id = ? ORDER BY position",
                        this::attachment,
                        containerId)
                .stream()
                .map(Owned::what)
                .toList();
    }

    List<Endpoint> endpoints() {
        return reader.query(
                ENDPOINTS + "ORDER BY container_id, position", SeatRepository::endpoint);
    }

    List<Endpoint> endpoints(String containerId) {
        return reader.query(
                ENDPOINTS + "WHERE container_id = ? ORDER BY position",
                SeatRepository::endpoint,
                containerId);
    }

    List<Endpoint> endpointsOf(String networkId) {
        return reader.query(
                ENDPOINTS + "WHERE network_id = ?", SeatRepository::endpoint, networkId);
    }

    List<Endpoint> nowEndpointsOf(String networkId) {
        return writer.query(
                ENDPOINTS + "WHERE network_id = ?", SeatRepository::endpoint, networkId);
    }

    List<Endpoint> nowEndpoints(String containerId) {
        return writer.query(
                ENDPOINTS + "WHERE container_id = ? ORDER BY position",
                SeatRepository::endpoint,
                containerId);
    }

    List<Owned<PublishedPort>> ports() {
        return reader.query(
                PORTS + "ORDER BY container_id, container_port, protocol, host_ip, host_port",
                SeatRepository::port);
    }

    List<PublishedPort> ports(String containerId) {
        return reader
                .query(
                        PORTS
                                + "WHERE container_id = ?"
                                + " ORDER BY container_port, protocol, host_ip, host_port",
                        SeatRepository::port,
                        containerId)
                .stream()
                .map(Owned::what)
                .toList();
    }

    List<Member> members() {
        return reader.query(MEMBERS, SeatRepository::member);
    }

    Optional<Member> member(String containerId) {
        return reader
                .query(MEMBERS + " WHERE container_id = ?", SeatRepository::member, containerId)
                .stream()
                .findFirst();
    }

    /** How many containers, running or not, belong to a network. */
    long users(String networkId) {
        return reader.query(
                        "SELECT count(*) FROM network_attachment WHERE network_id = ?",
                        row -> row.getLong(1),
                        networkId)
                .getFirst();
    }

    private Owned<Attachment> attachment(ResultSet row) throws SQLException {
        return new Owned<>(
                row.getString("container_id"),
                new Attachment(
                        row.getString("network"),
                        row.getString("network_id"),
                        read(row.getString("wish"))));
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        String ipv4 = row.getString("ipv4");
        String ipv6 = row.getString("ipv6");
        return new Endpoint(
                row.getString("id"),
                row.getString("network_id"),
                row.getString("container_id"),
                row.getInt("position"),
                row.getString("device"),
                ipv4 == null ? null : Ip.parse(ipv4),
                ipv6 == null ? null : Ip.parse(ipv6),
                row.getString("mac"));
    }

    private static Owned<PublishedPort> port(ResultSet row) throws SQLException {
        return new Owned<>(
                row.getString("container_id"),
                new PublishedPort(
                        row.getString("protocol"),
                        row.getInt("container_port"),
                        row.getString("host_ip"),
                        row.getInt("host_port")));
    }

    private static Member member(ResultSet row) throws SQLException {
        String servers = row.getString("name_servers");
        return new Member(
                row.getString("container_id"),
                row.getString("name"),
                row.getString("hostname"),
                servers.isEmpty() ? List.of() : List.of(servers.split(" ", -1)));
    }

    private Attachment.Wish read(String text) {
        try {
            return json.readValue(text, Attachment.Wish.class);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal(
                    "a container's stored network is unreadable: " + e.getMessage(), e);
        }
    }

    private String write(Attachment.Wish wish) {
        try {
            return json.writeValueAsString(wish);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("a container's network cannot be written", e);
        }
    }

    /** Something of a container. */
    record Owned<T>(String containerId, T what) {}
}
