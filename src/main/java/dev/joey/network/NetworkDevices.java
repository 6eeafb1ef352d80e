package dev.joey.network;

import dev.joey.config.NetworkConfig;
import dev.joey.error.EngineException;
import dev.joey.linux.Link;
import dev.joey.linux.Links;
import dev.joey.linux.Netlink;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What networks have on the host: bridges, parents of macvlan and ipvlan, and the firewall's rules.
 * Making what is there already changes nothing.
 */
@ApplicationScoped
class NetworkDevices {
    private static final Logger LOG = Logger.getLogger(NetworkDevices.class);
    private static final Pattern VLAN = Pattern.compile("(.+)\\.(\\d{1,4})");

    private final NetworkRepository rows;
    private final Netlink netlink;
    private final Firewall firewall;
    private final HostNames names;
    private final NetworkConfig config;

    NetworkDevices(
            NetworkRepository rows,
            Netlink netlink,
            Firewall firewall,
            HostNames names,
            NetworkConfig config) {
        this.rows = rows;
        this.netlink = netlink;
        this.firewall = firewall;
        this.names = names;
        this.config = config;
    }

    /** Makes a network's device and rules. */
    void make(Network network) {
        device(network);
        firewall.networks(rows.all());
    }

    /** Takes a network's device and rules away; its row is gone. */
    void remove(Network network) {
        firewall.networks(rows.all());
        String device = network.device();
        if (device.isEmpty()) {
            return;
        }
        try (Links links = netlink.open()) {
            links.find(device)
                    .filter(link -> link.alias().equals(names.alias()))
                    .ifPresent(link -> links.delete(link.index()));
        }
    }

    /**
     * Makes all devices and rules anew, as far as they are missing, and clears those of no row.
     *
     * @param ports that lead to containers which run
     */
    void makeAll(List<PortRule> ports) {
        List<Network> networks = rows.all();
        firewall.restore(ports);
        forwarding(networks.stream().anyMatch(network -> network.spec().ipv6()));
        for (Network network : networks) {
            try {
                device(network);
            } catch (RuntimeException e) {
                LOG.errorf(e, "network %s cannot be restored", network.name());
            }
        }
        firewall.networks(networks);
        Set<String> known = new HashSet<>();
        networks.forEach(network -> known.add(network.device()));
        try (Links links = netlink.open()) {
            for (Link link : links.all()) {
                if (link.alias().equals(names.alias()) && !known.contains(link.name())) {
                    LOG.infof("clearing the interface %s of no network", link.name());
                    links.delete(link.index());
                }
            }
        }
    }

    /** Puts interfaces back into bridges that somebody took away under them. */
    void plugIn(List<Endpoint> endpoints) {
        try (Links links = netlink.open()) {
            for (Endpoint endpoint : endpoints) {
                Optional<Link> device =
                        endpoint.device().isEmpty()
                                ? Optional.empty()
                                : links.find(endpoint.device());
                Optional<Network> network = rows.find(endpoint.networkId());
                Optional<Link> bridge = network.flatMap(one -> links.find(one.device()));
                if (device.isPresent()
                        && bridge.isPresent()
                        && device.get().master() != bridge.get().index()) {
                    LOG.infof("putting %s back into its bridge", endpoint.device());
                    int index = device.get().index();
                    links.enslave(index, bridge.get().index());
                    links.port(index, true, !network.get().option(NetworkOptions.ICC, true));
                }
            }
        }
    }

    /** Takes all devices and rules from the host; the rows stay. */
    void clearAll() {
        try (Links links = netlink.open()) {
            for (Link link : links.all()) {
                if (link.alias().equals(names.alias())) {
                    links.delete(link.index());
                }
            }
        }
        firewall.clear();
    }

    private void device(Network network) {
        switch (network.driver()) {
            case "bridge" -> bridge(network);
            case "macvlan", "ipvlan" -> parent(network);
            default -> {}
        }
    }

    private void bridge(Network network) {
        if (network.spec().ipv6()) {
            forwarding(true);
        }
        try (Links links = netlink.open()) {
            String name = network.device();
            boolean ours = links.addBridge(name, mac(network.id()));
            Link link = links.find(name).orElseThrow();
            if (!link.kind().equals("bridge")) {
                throw new EngineException.Conflict(
                        "cannot make the bridge " + name + ": an interface has that name");
            }
            // One that an administrator made is used and never taken away.
            ours |=
                    link.alias().equals(names.alias())
                            || name.equals(HostNames.bridge(network.id()));
            links.change(link.index(), ours ? names.alias() : link.alias(), network.mtu());
            Sysctl.set("ipv4/conf/" + name + "/route_localnet", "1");
            Sysctl.set("ipv6/conf/" + name + "/disable_ipv6", network.spec().ipv6() ? "0" : "1");
            Sysctl.set("ipv6/conf/" + name + "/accept_ra", "0");
            addresses(links, link, network);
            links.up(link.index());
        }
    }

    private static void addresses(Links links, Link link, Network network) {
        boolean inhibited = network.option(NetworkOptions.INHIBIT, false);
        Set<Cidr> wanted = new HashSet<>();
        for (Pool pool : network.spec().pools()) {
            if (pool.gateway() != null && !(inhibited && !pool.ipv6())) {
                wanted.add(new Cidr(pool.gateway(), pool.subnet().prefix()));
            }
        }
        for (Links.Address address : links.addresses(link.index())) {
            Cidr present = new Cidr(Ip.of(address.address()), address.prefixLength());
            if (!wanted.remove(present) && !inhibited) {
                links.removeAddress(link.index(), address.address(), address.prefixLength());
            }
        }
        for (Cidr address : wanted) {
            links.addAddress(link.index(), address.address().inet(), address.prefix());
        }
    }

    /**
     * The parent of macvlan and ipvlan: one that is there, a VLAN of it, or one that leads nowhere.
     */
    private void parent(Network network) {
        try (Links links = netlink.open()) {
            String name = network.device();
            if (links.find(name).isPresent()) {
                return;
            }
            Matcher vlan = VLAN.matcher(name);
            if (network.option(NetworkOptions.PARENT).isEmpty()) {
                links.addDummy(name);
            } else if (vlan.matches()) {
                Link below =
                        links.find(vlan.group(1))
                                .orElseThrow(() -> noParent(network, vlan.group(1)));
                var _ = links.addVlan(name, below.index(), Integer.parseInt(vlan.group(2)));
            } else {
                throw noParent(network, name);
            }
            Link made = links.find(name).orElseThrow();
            links.change(made.index(), names.alias(), 0);
        }
    }

    private static EngineException noParent(Network network, String name) {
        return new EngineException.InvalidParameter(
                "-o parent interface does not exist for "
                        + network.driver()
                        + " network "
                        + network.name()
                        + ": "
                        + name);
    }

    private void forwarding(boolean ipv6) {
        if (!config.ipForward()) {
            return;
        }
        Sysctl.set("ipv4/ip_forward", "1");
        if (ipv6) {
            Sysctl.set("ipv6/conf/all/forwarding", "1");
        }
    }

    /** A bridge with an address of its own does not change it when ports come and go. */
    private static String mac(String id) {
        return "02:42:"
                + String.join(
                        ":",
                        id.substring(0, 2),
                        id.substring(2, 4),
                        id.substring(4, 6),
                        id.substring(6, 8));
    }
}
