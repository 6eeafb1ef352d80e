package dev.joey.network;

import dev.joey.db.Commits;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is called what in which network, from committed rows; read anew when something was written.
 */
@ApplicationScoped
class NameTable {
    private final NetworkRepository networks;
    private final SeatRepository seats;
    private final Commits commits;
    private volatile Snapshot snapshot;

    NameTable(NetworkRepository networks, SeatRepository seats, Commits commits) {
        this.networks = networks;
        this.seats = seats;
        this.commits = commits;
    }

    /**
     * The addresses of a name as a container sees it.
     *
     * @param name without the final dot; case means nothing
     * @return empty if nobody is called so
     */
    Optional<List<Ip>> addresses(String asker, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Snapshot now = now();
        View view = now.views.get(asker);
        if (view == null) {
            return Optional.empty();
        }
        String linked = view.links.get(lower);
        List<Ip> found = new ArrayList<>();
        boolean known = false;
        for (String network : view.networks) {
            List<Endpoint> called = now.find(network, linked == null ? lower : linked);
            for (Endpoint endpoint : called) {
                known = true;
                if (endpoint.ipv4() != null) {
                    found.add(endpoint.ipv4());
                }
                if (endpoint.ipv6() != null) {
                    found.add(endpoint.ipv6());
                }
            }
        }
        return known ? Optional.of(found) : Optional.empty();
    }

    /** What an address is called, with the network's name behind a dot. */
    Optional<String> name(String asker, Ip address) {
        Snapshot now = now();
        View view = now.views.get(asker);
        if (view == null) {
            return Optional.empty();
        }
        return view.networks.stream()
                .flatMap(network -> Optional.ofNullable(now.callers.get(network)).stream())
                .flatMap(byAddress -> Optional.ofNullable(byAddress.get(address)).stream())
                .findFirst();
    }

    /** Whether a container has a way out, and its unknown names may be asked outside. */
    boolean leadsOut(String asker) {
        View view = now().views.get(asker);
        return view != null && view.leadsOut;
    }

    private Snapshot now() {
        Snapshot present = snapshot;
        long count = commits.count();
        if (present == null || present.commits != count) {
            present = read(count);
            snapshot = present;
        }
        return present;
    }

    private Snapshot read(long count) {
        Snapshot made = new Snapshot(count);
        Map<String, Network> known = new HashMap<>();
        networks.all().forEach(network -> known.put(network.id(), network));
        Map<String, Member> members = new HashMap<>();
        seats.members().forEach(member -> members.put(member.containerId(), member));
        Map<String, Attachment.Wish> wishes = new HashMap<>();
        seats.attachments()
                .forEach(
                        owned ->
                                wishes.put(
                                        owned.containerId() + owned.what().networkId(),
                                        owned.what().wish()));
        for (Endpoint endpoint : seats.endpoints()) {
            Network network = known.get(endpoint.networkId());
            Member member = members.get(endpoint.containerId());
            Attachment.Wish wish =
                    wishes.getOrDefault(
                            endpoint.containerId() + endpoint.networkId(), Attachment.Wish.NONE);
            if (network != null && member != null) {
                made.add(network, endpoint, member, wish);
            }
        }
        return made;
    }

    /** One consistent look; never changed once it is published. */
    private static final class Snapshot {
        private final long commits;
        private final Map<String, Map<String, List<Endpoint>>> called = new HashMap<>();
        private final Map<String, Map<Ip, String>> callers = new HashMap<>();
        private final Map<String, View> views = new HashMap<>();
        private final Map<String, String> networkIds = new HashMap<>();

        Snapshot(long commits) {
            this.commits = commits;
        }

        void add(Network network, Endpoint endpoint, Member member, Attachment.Wish wish) {
            View view = views.computeIfAbsent(endpoint.containerId(), _ -> new View());
            view.leadsOut |=
                    !network.spec().internal()
                            && (endpoint.ipv4() != null || endpoint.ipv6() != null);
            if (!network.named()) {
                return;
            }
            networkIds.put(network.name().toLowerCase(Locale.ROOT), network.id());
            view.networks.add(network.id());
            for (String link : wish.links()) {
                int colon = link.indexOf(':');
                String target = colon < 0 ? link : link.substring(0, colon);
                String alias = colon < 0 ? link : link.substring(colon + 1);
                view.links.put(
                        alias.toLowerCase(Locale.ROOT),
                        target.replaceFirst("^/", "").toLowerCase(Locale.ROOT));
            }
            for (String name : SeatView.names(member, wish)) {
                called.computeIfAbsent(network.id(), _ -> new HashMap<>())
                        .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(endpoint);
            }
            Map<Ip, String> byAddress = callers.computeIfAbsent(network.id(), _ -> new HashMap<>());
            String full = member.name() + "." + network.name();
            if (endpoint.ipv4() != null) {
                byAddress.put(endpoint.ipv4(), full);
            }
            if (endpoint.ipv6() != null) {
                byAddress.put(endpoint.ipv6(), full);
            }
        }

        /** By the name, or by the name with the network's behind a dot. */
        List<Endpoint> find(String network, String name) {
            Map<String, List<Endpoint>> names = called.getOrDefault(network, Map.of());
            List<Endpoint> found = names.get(name);
            if (found != null) {
                return found;
            }
            int dot = name.lastIndexOf('.');
            if (dot > 0 && network.equals(networkIds.get(name.substring(dot + 1)))) {
                return names.getOrDefault(name.substring(0, dot), List.of());
            }
            return List.of();
        }
    }

    /** What one container sees. */
    private static final class View {
        private final Set<String> networks = new HashSet<>();
        private final Map<String, String> links = new HashMap<>();
        private boolean leadsOut;
    }
}
