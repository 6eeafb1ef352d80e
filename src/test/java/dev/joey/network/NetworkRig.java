package dev.joey.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.db.Commits;
import dev.joey.db.Transactions;
import dev.joey.testing.DefaultNetworkConfig;
import dev.joey.testing.ManualClock;
import dev.joey.testing.RecordingJournal;
import dev.joey.testing.RootsConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The rows of networks in a real database, without a host below them. */
final class NetworkRig implements AutoCloseable {
    static final String WEB = "a".repeat(64);
    static final String DB = "b".repeat(64);

    private final Path folder = temporary();
    private final SQLiteDataSource source = database(folder.resolve("joey.db"));
    private final ObjectMapper json = new ObjectMapper();
    final RecordingJournal journal = new RecordingJournal();
    final NetworkEvents events = new NetworkEvents(journal);
    final HostNames names = new HostNames(new RootsConfig(folder));
    final NetworkRepository networks = new NetworkRepository(source, source, json);
    final SeatRepository seats = new SeatRepository(source, source, json);
    final Transactions transactions = new Direct();
    final ManualClock clock = new ManualClock();
    final IpamPlan ipam = new IpamPlan(new DefaultNetworkConfig(), names);
    final AllocateEndpoints allocate =
            new AllocateEndpoints(networks, seats, events, names, transactions);

    /** Looks anew each time: nobody counts commits here. */
    SeatView view() {
        return new SeatView(networks, seats, names);
    }

    NameAnswers answers() {
        return new NameAnswers(new NameTable(networks, seats, new Commits()));
    }

    /** Stores a network of users with one subnet. */
    Network network(String name, String subnet, boolean internal) {
        Cidr block = Cidr.parse(subnet);
        Network network =
                new Network(
                        (name + "0".repeat(64)).substring(0, 64),
                        name,
                        "bridge",
                        clock.instant(),
                        "br-" + name,
                        new Network.Spec(
                                internal,
                                false,
                                true,
                                block.ipv6(),
                                Map.of(),
                                Map.of(),
                                "default",
                                Map.of(),
                                List.of(
                                        new Pool(
                                                block,
                                                null,
                                                block.first().plus(1),
                                                Map.of(),
                                                true))));
        networks.insert(network);
        return network;
    }

    /** Stores a container that belongs to networks. */
    void member(String id, String name, Attachment... attachments) {
        seats.insert(new Member(id, name, name + "-host", List.of()));
        for (Attachment attachment : attachments) {
            seats.attach(id, attachment);
        }
    }

    static Attachment in(String network, String... aliases) {
        return new Attachment(
                network,
                "",
                new Attachment.Wish(
                        "", "", List.of(), false, "", List.of(aliases), List.of(), Map.of(), 0));
    }

    static Attachment at(String network, String ipv4) {
        return new Attachment(
                network,
                "",
                new Attachment.Wish(
                        ipv4, "", List.of(), true, "", List.of(), List.of(), Map.of(), 0));
    }

    @Override
    public void close() {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SQLiteDataSource database(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        var _ =
                Flyway.configure()
                        .dataSource(source)
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
        return source;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("joey-net");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Direct implements Transactions {
        @Override
        public <T> T call(Supplier<T> work) {
            return work.get();
        }
    }
}
