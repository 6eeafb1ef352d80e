package dev.joey.network;

import dev.joey.config.NetworkConfig;
import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The door of networks. */
@ApplicationScoped
public class NetworkManager implements Networks {
    private final NetworkRepository networks;
    private final SeatRepository seats;
    private final SeatView view;
    private final NetworkEvents events;
    private final Sandboxes sandboxes;
    private final ConnectContainer connect;
    private final ReconcileNetworks reconcile;
    private final HostNames names;
    private final NetworkConfig config;
    private final Transactions transactions;
    private final SandboxNames sandboxNames;

    NetworkManager(
            NetworkRepository networks,
            SeatRepository seats,
            SeatView view,
            NetworkEvents events,
            Sandboxes sandboxes,
            ConnectContainer connect,
            ReconcileNetworks reconcile,
            HostNames names,
            NetworkConfig config,
            Transactions transactions,
            SandboxNames sandboxNames) {
        this.networks = networks;
        this.seats = seats;
        this.view = view;
        this.events = events;
        this.sandboxes = sandboxes;
        this.connect = connect;
        this.reconcile = reconcile;
        this.names = names;
        this.config = config;
        this.transactions = transactions;
        this.sandboxNames = sandboxNames;
    }

    @Override
    public void reconcile() {
        reconcile.atStart();
    }

    @Override
    public void stop() {
        if (seats.endpoints().isEmpty()) {
            reconcile.clear();
        }
    }

    @Override
    public void join(Member member, List<Attachment> attachments) {
        seats.insert(member);
        for (Attachment attachment : attachments) {
            Optional<Network> network = networks.nowLookUp(attachment.network());
            if (network.isPresent()) {
                EndpointCheck.check(network.get(), attachment.wish());
                seats.attach(
                        member.containerId(),
                        new Attachment(
                                network.get().name(), network.get().id(), attachment.wish()));
            } else {
                EndpointCheck.check(attachment.network(), attachment.wish());
                seats.attach(member.containerId(), attachment);
            }
        }
    }

    @Override
    public void rename(String containerId, String name) {
        seats.rename(containerId, name);
    }

    @Override
    public void release(String containerId) {
        for (Endpoint endpoint : seats.nowEndpoints(containerId)) {
            networks.nowFind(endpoint.networkId())
                    .ifPresent(network -> events.tell("disconnect", network, containerId));
        }
        seats.release(containerId);
    }

    @Override
    public void forget(String containerId) {
        seats.forget(containerId);
    }

    @Override
    public Sandbox prepare(String containerId, List<PortWish> ports) {
        Member member = seats.member(containerId).orElseThrow();
        List<Seat> made = sandboxes.prepare(containerId, member.name(), ports);
        List<String> addresses = new ArrayList<>();
        made.forEach(seat -> addresses.addAll(addresses(seat)));
        Path place = names.namespace(containerId);
        boolean named = made.stream().anyMatch(seat -> seat.network().named());
        if (named) {
            sandboxNames.open(member, place);
        }
        return new Sandbox(place, addresses, named);
    }

    private static List<String> addresses(Seat seat) {
        return Stream.of(seat.endpoint().ipv4(), seat.endpoint().ipv6())
                .filter(ip -> ip != null)
                .map(Ip::toString)
                .toList();
    }

    @Override
    public void clear(String containerId) {
        sandboxNames.close(containerId);
        sandboxes.clear(containerId);
        if (!seats.endpoints(containerId).isEmpty()) {
            // A start that was cut off, or a container that ended while no daemon was there.
            transactions.run(() -> release(containerId));
        }
    }

    @Override
    public Collection<String> present() {
        Path folder = names.namespaces();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new EngineException.Internal("cannot list " + folder, e);
        }
    }

    @Override
    public Joined of(String containerId) {
        return view.joined(containerId);
    }

    @Override
    public Map<String, Joined> all() {
        return view.all();
    }

    @Override
    public Optional<Named> find(String reference) {
        return networks.lookUp(reference)
                .map(network -> new Named(network.id(), network.name(), network.driver()));
    }

    @Override
    public String hostGateway() {
        return config.hostGatewayIp()
                .orElseGet(
                        () ->
                                networks.lookUp("bridge").stream()
                                        .flatMap(network -> network.pools(false).stream())
                                        .map(pool -> pool.gateway().toString())
                                        .findFirst()
                                        .orElse(""));
    }

    @Override
    public Connected connect(
            String containerId, String reference, Attachment.Wish wish, boolean running) {
        Optional<Seat> seat = connect.connect(containerId, reference, wish, running);
        if (seat.isEmpty()) {
            return Connected.LATER;
        }
        if (seat.get().network().named() && !sandboxNames.isOpen(containerId)) {
            sandboxNames.open(
                    seats.member(containerId).orElseThrow(), names.namespace(containerId));
        }
        return new Connected(addresses(seat.get()), sandboxNames.isOpen(containerId));
    }

    @Override
    public void disconnect(String containerId, String reference, boolean running) {
        var _ = connect.disconnect(containerId, reference, running);
    }
}
