package dev.joey.network;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which container sits where: committed rows, put together. */
@ApplicationScoped
class SeatView {
    private final NetworkRepository networks;
    private final SeatRepository seats;
    private final HostNames names;

    SeatView(NetworkRepository networks, SeatRepository seats, HostNames names) {
        this.networks = networks;
        this.seats = seats;
        this.names = names;
    }

    /** The seats of a container, in order. */
    List<Seat> of(String containerId) {
        return seats(
                seats.attachments(containerId),
                seats.endpoints(containerId),
                id -> networks.find(id));
    }

    Joined joined(String containerId) {
        return seats.member(containerId)
                .map(member -> joined(member, of(containerId), seats.ports(containerId)))
                .orElse(Joined.NOWHERE);
    }

    /** All containers by id, with a fixed number of queries. */
    Map<String, Joined> all() {
        Map<String, Network> known = new HashMap<>();
        networks.all().forEach(network -> known.put(network.id(), network));
        Map<String, List<Attachment>> attachments = new HashMap<>();
        seats.attachments()
                .forEach(
                        owned ->
                                attachments
                                        .computeIfAbsent(
                                                owned.containerId(), _ -> new ArrayList<>())
                                        .add(owned.what()));
        Map<String, List<Endpoint>> endpoints = new HashMap<>();
        seats.endpoints()
                .forEach(
                        endpoint ->
                                endpoints
                                        .computeIfAbsent(
                                                endpoint.containerId(), _ -> new ArrayList<>())
                                        .add(endpoint));
        Map<String, List<PublishedPort>> ports = new HashMap<>();
        seats.ports()
                .forEach(
                        owned ->
                                ports.computeIfAbsent(owned.containerId(), _ -> new ArrayList<>())
                                        .add(owned.what()));
        Map<String, Joined> all = new HashMap<>();
        for (Member member : seats.members()) {
            String id = member.containerId();
            all.put(
                    id,
                    joined(
                            member,
                            seats(
                                    attachments.getOrDefault(id, List.of()),
                                    endpoints.getOrDefault(id, List.of()),
                                    networkId -> Optional.ofNullable(known.get(networkId))),
                            ports.getOrDefault(id, List.of())));
        }
        return all;
    }

    private static List<Seat> seats(
            List<Attachment> attachments,
            List<Endpoint> endpoints,
            java.util.function.Function<String, Optional<Network>> networks) {
        List<Seat> seats = new ArrayList<>();
        for (Attachment attachment : attachments) {
            Network network =
                    attachment.networkId().isEmpty()
                            ? null
                            : networks.apply(attachment.networkId()).orElse(null);
            Endpoint endpoint =
                    endpoints.stream()
                            .filter(one -> one.networkId().equals(attachment.networkId()))
                            .findFirst()
                            .orElse(null);
            seats.add(new Seat(attachment, network, endpoint));
        }
        return seats;
    }

    private Joined joined(Member member, List<Seat> sits, List<PublishedPort> ports) {
        boolean inside = sits.stream().anyMatch(seat -> seat.endpoint() != null);
        return new Joined(
                inside ? names.namespace(member.containerId()).toString() : "",
                sits.stream().map(seat -> place(member, seat)).toList(),
                ports);
    }

    private static Joined.Place place(Member member, Seat seat) {
        Endpoint endpoint = seat.endpoint();
        Attachment attachment = seat.attachment();
        return new Joined.Place(
                attachment.network(),
                attachment.networkId(),
                attachment.wish(),
                endpoint == null ? "" : endpoint.id(),
                endpoint == null ? "" : endpoint.mac(),
                endpoint == null ? "" : text(endpoint.ipv4()),
                prefix(seat, false),
                text(seat.gateway(false)),
                endpoint == null ? "" : text(endpoint.ipv6()),
                prefix(seat, true),
                text(seat.gateway(true)),
                dnsNames(member, seat));
    }

    /** Null in networks that know no names. Source: DNSNames of Docker's API. */
    private static List<String> dnsNames(Member member, Seat seat) {
        String network = seat.attachment().network();
        return Modes.isPredefined(network)
                ? null
                : List.copyOf(names(member, seat.attachment().wish()));
    }

    /** By which others find a container; the first is what its address is called. */
    static Set<String> names(Member member, Attachment.Wish wish) {
        Set<String> names = new LinkedHashSet<>();
        names.add(member.name());
        names.addAll(wish.aliases());
        names.add(member.containerId().substring(0, 12));
        if (!member.hostname().isEmpty()) {
            names.add(member.hostname());
        }
        return names;
    }

    private static int prefix(Seat seat, boolean ipv6) {
        Pool pool = seat.pool(ipv6);
        return pool == null ? 0 : pool.subnet().prefix();
    }

    private static String text(Ip ip) {
        return ip == null ? "" : ip.toString();
    }
}
