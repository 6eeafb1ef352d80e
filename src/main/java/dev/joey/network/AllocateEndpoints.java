package dev.joey.network;

import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Gives a container that starts or connects its addresses, in rows, before anything is made. */
@ApplicationScoped
class AllocateEndpoints {
    private final NetworkRepository networks;
    private final SeatRepository seats;
    private final NetworkEvents events;
    private final HostNames names;
    private final Transactions transactions;
    private final SecureRandom random = new SecureRandom();

    AllocateEndpoints(
            NetworkRepository networks,
            SeatRepository seats,
            NetworkEvents events,
            HostNames names,
            Transactions transactions) {
        this.networks = networks;
        this.seats = seats;
        this.events = events;
        this.names = names;
        this.transactions = transactions;
    }

    /**
     * All seats of a container that starts; what an earlier run left is given back first.
     *
     * @throws EngineException.NotFound if a network is gone
     * @throws EngineException.Forbidden if an address that was asked for is taken
     */
    List<Seat> all(String containerId) {
        return transactions.call(
                () -> {
                    seats.release(containerId);
                    List<Seat> made = new ArrayList<>();
                    for (Attachment attachment : seats.nowAttachments(containerId)) {
                        made.add(sit(containerId, attachment, made.size()));
                    }
                    return made;
                });
    }

    /** One more seat of a container that runs. */
    Seat one(String containerId, Attachment attachment) {
        return transactions.call(
                () -> {
                    seats.attach(containerId, attachment);
                    int position =
                            seats.nowEndpoints(containerId).stream()
                                            .mapToInt(Endpoint::position)
                                            .max()
                                            .orElse(-1)
                                    + 1;
                    return sit(containerId, attachment, position);
                });
    }

    /** Stores the ports that were found for a container. */
    void publish(String containerId, List<PublishedPort> ports) {
        if (!ports.isEmpty()) {
            transactions.run(() -> ports.forEach(port -> seats.insert(containerId, port)));
        }
    }

    private Seat sit(String containerId, Attachment attachment, int position) {
        Network network = find(attachment);
        Attachment known = attachment;
        if (!network.id().equals(attachment.networkId())) {
            seats.resolve(containerId, attachment.network(), network);
            known = new Attachment(network.name(), network.id(), attachment.wish());
        }
        EndpointCheck.check(network, attachment.wish());
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Set<Ip> used = new HashSet<>();
        for (Endpoint other : seats.nowEndpointsOf(network.id())) {
            used.add(other.ipv4());
            used.add(other.ipv6());
        }
        Ip ipv4 = address(network, false, attachment.wish().ipv4(), used);
        Ip ipv6 = address(network, true, attachment.wish().ipv6(), used);
        Endpoint endpoint =
                new Endpoint(
                        id,
                        network.id(),
                        containerId,
                        position,
                        network.isBridge() ? names.device(id) : "",
                        ipv4,
                        ipv6,
                        mac(attachment.wish(), ipv4, bytes));
        seats.insert(endpoint);
        events.tell("connect", network, containerId);
        return new Seat(known, network, endpoint);
    }

    private Network find(Attachment attachment) {
        return attachment.networkId().isEmpty()
                ? networks.nowLookUp(attachment.network())
                        .orElseThrow(() -> notFound(attachment.network()))
                : networks.nowFind(attachment.networkId())
                        .orElseThrow(() -> notFound(attachment.networkId()));
    }

    static EngineException notFound(String reference) {
        return new EngineException.NotFound("network " + reference + " not found");
    }

    private Ip address(Network network, boolean ipv6, String asked, Set<Ip> used) {
        List<Pool> pools = network.pools(ipv6);
        if (pools.isEmpty()) {
            return null;
        }
        if (!asked.isEmpty()) {
            Ip ip = Ip.parse(asked);
            boolean usable =
                    pools.stream()
                            .filter(pool -> pool.subnet().contains(ip))
                            .allMatch(pool -> AddressAllocator.isUsable(pool, ip));
            if (used.contains(ip) || !usable) {
                throw new EngineException.Forbidden("Address already in use");
            }
            return ip;
        }
        for (Pool pool : pools) {
            Ip last = networks.nowCursor(network.id(), pool.subnet()).orElse(null);
            var next = AddressAllocator.next(pool, used, last);
            if (next.isPresent()) {
                networks.cursor(network.id(), pool.subnet(), next.get());
                return next.get();
            }
        }
        throw new EngineException.Forbidden(
                "no available IPv"
                        + (ipv6 ? "6" : "4")
                        + " addresses on this network's address pools: "
                        + network.name()
                        + " ("
                        + network.id()
                        + ")");
    }

    /**
     * One that was asked for, else made from the IPv4 address, so that neighbours need not learn.
     */
    private static String mac(Attachment.Wish wish, Ip ipv4, byte[] random) {
        if (!wish.mac().isEmpty()) {
            return wish.mac();
        }
        byte[] tail =
                ipv4 == null
                        ? new byte[] {random[0], random[1], random[2], random[3]}
                        : ipv4.bytes();
        return "02:42:" + HexFormat.ofDelimiter(":").formatHex(tail);
    }
}
