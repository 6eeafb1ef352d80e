package dev.joey.network;

import dev.joey.db.Transactions;
import dev.joey.error.EngineException.Forbidden;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Connects containers to networks and disconnects them, while they run or not. */
@ApplicationScoped
class ConnectContainer {
    private final NetworkRepository networks;
    private final SeatRepository seats;
    private final SeatView view;
    private final AllocateEndpoints allocate;
    private final SandboxLinks links;
    private final NetworkEvents events;
    private final Transactions transactions;

    ConnectContainer(
            NetworkRepository networks,
            SeatRepository seats,
            SeatView view,
            AllocateEndpoints allocate,
            SandboxLinks links,
            NetworkEvents events,
            Transactions transactions) {
        this.networks = networks;
        this.seats = seats;
        this.view = view;
        this.allocate = allocate;
        this.links = links;
        this.events = events;
        this.transactions = transactions;
    }

    /** The new seat, if the container runs. */
    Optional<Seat> connect(
            String containerId, String reference, Attachment.Wish wish, boolean running) {
        Network network =
                networks.lookUp(reference).orElseThrow(() -> AllocateEndpoints.notFound(reference));
        EndpointCheck.check(network, wish);
        Attachment attachment = new Attachment(network.name(), network.id(), wish);
        if (!running) {
            transactions.run(() -> seats.attach(containerId, attachment));
            return Optional.empty();
        }
        List<Seat> before = view.of(containerId);
        if (before.stream()
                .anyMatch(seat -> seat.endpoint() != null && network.equals(seat.network()))) {
            String name = seats.member(containerId).map(Member::name).orElse(containerId);
            throw new Forbidden(
                    "endpoint with name " + name + " already exists in network " + network.name());
        }
        Seat seat = allocate.one(containerId, attachment);
        try {
            links.add(links.place(containerId), seat, view.of(containerId));
            return Optional.of(seat);
        } catch (RuntimeException e) {
            transactions.run(
                    () -> {
                        seats.deleteEndpoint(seat.endpoint().id());
                        var _ = seats.detach(containerId, network.name());
                    });
            throw e;
        }
    }

    /** The seat that was given up, if the container runs. */
    Optional<Seat> disconnect(String containerId, String reference, boolean running) {
        Optional<Network> network = networks.lookUp(reference);
        String name = network.map(Network::name).orElse(reference);
        Seat seat =
                view.of(containerId).stream()
                        .filter(
                                one ->
                                        one.attachment().network().equals(name)
                                                || network.map(Network::id)
                                                        .filter(
                                                                one.attachment().networkId()
                                                                        ::equals)
                                                        .isPresent())
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        network.isEmpty()
                                                ? AllocateEndpoints.notFound(reference)
                                                : new Forbidden(
                                                        "container "
                                                                + containerId
                                                                + " is not connected to network "
                                                                + name));
        boolean seated = running && seat.endpoint() != null;
        if (seated) {
            List<Seat> left =
                    view.of(containerId).stream().filter(one -> !one.equals(seat)).toList();
            links.take(links.place(containerId), seat, left);
        }
        transactions.run(
                () -> {
                    if (seat.endpoint() != null) {
                        seats.deleteEndpoint(seat.endpoint().id());
                        events.tell("disconnect", seat.network(), containerId);
                    }
                    var _ = seats.detach(containerId, seat.attachment().network());
                });
        return seated ? Optional.of(seat) : Optional.empty();
    }
}
