package dev.joey.network;

import dev.joey.config.NetworkConfig;
import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The networks that are always there: {@code bridge}, {@code host} and {@code none}. */
@ApplicationScoped
class DefaultNetworks {
    private final NetworkRepository rows;
    private final IpamPlan ipam;
    private final HostAddresses host;
    private final HostNames names;
    private final NetworkConfig config;
    private final Transactions transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DefaultNetworks(
            NetworkRepository rows,
            IpamPlan ipam,
            HostAddresses host,
            HostNames names,
            NetworkConfig config,
            Transactions transactions,
            Clock clock) {
        this.rows = rows;
        this.ipam = ipam;
        this.host = host;
        this.names = names;
        this.config = config;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes the rows that are missing, and gives the bridge what the daemon's options say now. The
     * subnet that was chosen once stays until an option says otherwise.
     */
    void ensure() {
        List<Cidr> hostSubnets = host.subnets();
        transactions.run(
                () -> {
                    List<Network> present = rows.nowAll();
                    bridge(present, hostSubnets);
                    plain(present, "host", "host");
                    plain(present, "none", "null");
                });
    }

    private void plain(List<Network> present, String name, String driver) {
        if (present.stream().noneMatch(network -> network.name().equals(name))) {
            rows.insert(
                    new Network(
                            id(),
                            name,
                            driver,
                            clock.instant(),
                            "",
                            new Network.Spec(
                                    false, false, true, false, Map.of(), Map.of(), "default",
                                    Map.of(), List.of())));
        }
    }

    private void bridge(List<Network> present, List<Cidr> hostSubnets) {
        Optional<Network> old =
                present.stream().filter(network -> network.name().equals("bridge")).findFirst();
        List<Cidr> taken =
                present.stream()
                        .filter(network -> !network.name().equals("bridge"))
                        .flatMap(network -> network.spec().pools().stream())
                        .map(Pool::subnet)
                        .toList();
        List<Pool> asked = asked(old);
        Set<Boolean> families = new LinkedHashSet<>(List.of(false));
        if (config.ipv6()) {
            families.add(true);
        }
        List<Pool> pools = ipam.complete(asked, families, taken, hostSubnets, true);
        Network.Spec spec =
                new Network.Spec(
                        false,
                        false,
                        true,
                        config.ipv6(),
                        Map.of(),
                        options(),
                        "default",
                        Map.of(),
                        pools);
        if (old.isEmpty()) {
            rows.insert(
                    new Network(
                            id(),
                            "bridge",
                            "bridge",
                            clock.instant(),
                            names.defaultBridge(),
                            spec));
        } else {
            rows.update(
                    new Network(
                            old.get().id(),
                            "bridge",
                            "bridge",
                            old.get().created(),
                            names.defaultBridge(),
                            spec));
        }
    }

    /** What options say, else what was chosen before. */
    private List<Pool> asked(Optional<Network> old) {
        Pool four = null;
        if (config.bip().isPresent()) {
            Cidr bip = Cidr.parse(config.bip().get());
            four = new Pool(bip.masked(), null, bip.address(), Map.of(), true);
        } else if (old.isPresent() && !old.get().pools(false).isEmpty()) {
            four = old.get().pools(false).getFirst();
            four = new Pool(four.subnet(), null, four.gateway(), Map.of(), four.chosen());
        }
        if (config.fixedCidr().isPresent()) {
            Cidr range = Cidr.parse(config.fixedCidr().get()).masked();
            if (four == null) {
                four = new Pool(range, range, null, Map.of(), true);
            } else if (four.subnet().contains(range)) {
                four = new Pool(four.subnet(), range, four.gateway(), Map.of(), four.chosen());
            } else {
                throw new EngineException.InvalidParameter(
                        "--fixed-cidr "
                                + range
                                + " is no part of the bridge's subnet "
                                + four.subnet());
            }
        }
        Pool six = null;
        if (config.ipv6() && config.fixedCidrV6().isPresent()) {
            six =
                    new Pool(
                            Cidr.parse(config.fixedCidrV6().get()).masked(),
                            null,
                            null,
                            Map.of(),
                            true);
        } else if (config.ipv6() && old.isPresent() && !old.get().pools(true).isEmpty()) {
            six = old.get().pools(true).getFirst();
        }
        return java.util.stream.Stream.of(Optional.ofNullable(four), Optional.ofNullable(six))
                .flatMap(Optional::stream)
                .toList();
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(NetworkOptions.DEFAULT_BRIDGE, "true");
        options.put(NetworkOptions.ICC, Boolean.toString(config.icc()));
        options.put(NetworkOptions.MASQUERADE, Boolean.toString(config.ipMasq()));
        options.put(NetworkOptions.HOST_BINDING, config.ip());
        options.put(NetworkOptions.NAME, names.defaultBridge());
        options.put(NetworkOptions.MTU, Integer.toString(config.mtu() == 0 ? 1500 : config.mtu()));
        return options;
    }

    private String id() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
