package dev.joey.network;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The text of our table for nft(8). Pure.
 *
 * <p>Bridges and ports are elements of sets and maps, so that a container that comes or goes
 * changes no rule: only one that publishes ports changes anything at all. The chain {@code user}
 * belongs to whoever administers the host; it is seen before ours and is never flushed.
 */
final class FirewallScript {
    private static final List<String> CHAINS =
            List.of("raw-in", "nat-in", "nat-out", "publish", "nat-post", "forward", "into");
    private static final List<String> MAPS = List.of("port4", "port4any", "port6", "port6any");
    private static final List<String> SETS =
            List.of(
                    "bridges",
                    "internal",
                    "open",
                    "same",
                    "inside4",
                    "inside6",
                    "routed4",
                    "routed6");

    private static final String DECLARATIONS =
            """
            map port4 { type inet_proto . ipv4_addr . inet_service : ipv4_addr . inet_service; }
            map port4any { type inet_proto . inet_service : ipv4_addr . inet_service; }
            map port6 { type inet_proto . ipv6_addr . inet_service : ipv6_addr . inet_service; }
            map port6any { type inet_proto . inet_service : ipv6_addr . inet_service; }
            set bridges { type ifname; }
            set internal { type ifname; }
            set open { type ifname; }
            set same { type ifname . ifname; }
            set inside4 { type ipv4_addr; flags interval; }
            set inside6 { type ipv6_addr; flags interval; }
            set routed4 { type inet_proto . ipv4_addr . inet_service; }
            set routed6 { type inet_proto . ipv6_addr . inet_service; }
            chain user {
            }
            chain raw-in { type filter hook prerouting priority raw; policy accept; }
            chain nat-in { type nat hook prerouting priority dstnat; policy accept; }
            chain nat-out { type nat hook output priority -100; policy accept; }
            chain publish {
            }
            chain nat-post { type nat hook postrouting priority srcnat; policy accept; }
            chain into {
            }
            chain forward { type filter hook forward priority filter; policy accept; }
            """;

    // The bridges route loopback addresses, so that ports published on them are reached; a
    // container must not reach the host's loopback that way.
    private static final String RULES =
            """
            chain raw-in {
            iifname @bridges ip daddr 127.0.0.0/8 drop
            }
            chain nat-in {
            fib daddr type local jump publish
            }
            chain nat-out {
            fib daddr type local jump publish
            }
            chain publish {
            dnat ip to meta l4proto . ip daddr . th dport map @port4
            dnat ip to meta l4proto . th dport map @port4any
            dnat ip6 to meta l4proto . ip6 daddr . th dport map @port6
            dnat ip6 to meta l4proto . th dport map @port6any
            }
            chain nat-post {
            oifname @bridges iifname @bridges ct status dnat masquerade
            oifname @bridges ip saddr 127.0.0.0/8 masquerade
            iifname . oifname @same accept
            ip saddr @inside4 oifname != "lo" masquerade
            ip6 saddr @inside6 oifname != "lo" masquerade
            }
            chain into {
            iifname . oifname @same accept
            ct status dnat accept
            meta l4proto . ip daddr . th dport @routed4 accept
            meta l4proto . ip6 daddr . th dport @routed6 accept
            iifname != @bridges oifname @open accept
            drop
            }
            chain forward {
            jump user
            ct state established,related accept
            iifname . oifname @same accept
            iifname @internal drop
            oifname @internal drop
            oifname @bridges jump into
            }
            """;

    private final String table;

    FirewallScript(String table) {
        this.table = table;
    }

    /** The whole table but for the user's chain, whatever is there now. */
    String whole(Collection<Network> networks, Collection<PortRule> ports) {
        StringBuilder text = new StringBuilder(4096);
        block(text, DECLARATIONS);
        CHAINS.forEach(name -> line(text, "flush chain inet " + table + " " + name));
        MAPS.forEach(name -> line(text, "flush map inet " + table + " " + name));
        SETS.forEach(name -> line(text, "flush set inet " + table + " " + name));
        block(text, RULES);
        List<Network> bridges = networks.stream().filter(Network::isBridge).toList();
        elements(text, "bridges", bridges, network -> quoted(network.device()));
        elements(
                text,
                "same",
                bridges,
                network -> quoted(network.device()) + " . " + quoted(network.device()));
        elements(
                text,
                "internal",
                select(bridges, network -> network.spec().internal()),
                network -> quoted(network.device()));
        elements(
                text,
                "open",
                select(bridges, network -> mode(network, false).equals("nat-unprotected")),
                network -> quoted(network.device()));
        inside(text, bridges, false);
        inside(text, bridges, true);
        ports.forEach(port -> text.append(add(port)));
        return text.toString();
    }

    /** How containers of a network are reached from outside. */
    static String mode(Network network, boolean ipv6) {
        String mode =
                network.option(ipv6 ? NetworkOptions.GATEWAY_MODE_6 : NetworkOptions.GATEWAY_MODE_4)
                        .orElse("");
        return mode.isEmpty() ? "nat" : mode;
    }

    /** Subnets whose containers leave with the host's address. */
    private void inside(StringBuilder text, List<Network> bridges, boolean ipv6) {
        List<String> subnets =
                bridges.stream()
                        .filter(network -> !network.spec().internal())
                        .filter(network -> network.option(NetworkOptions.MASQUERADE, true))
                        .filter(network -> !mode(network, ipv6).equals("routed"))
                        .flatMap(network -> network.pools(ipv6).stream())
                        .map(pool -> pool.subnet().toString())
                        .toList();
        elements(text, ipv6 ? "inside6" : "inside4", subnets, subnet -> subnet);
    }

    /** The command that adds a port. */
    String add(PortRule rule) {
        return "add element inet "
                + table
                + " "
                + place(rule)
                + " { "
                + key(rule)
                + value(rule)
                + " }\n";
    }

    /** The command that takes a port away. */
    String delete(PortRule rule) {
        return "delete element inet " + table + " " + place(rule) + " { " + key(rule) + " }\n";
    }

    private static String place(PortRule rule) {
        String family = rule.containerIp().ipv6() ? "6" : "4";
        if (rule.routed()) {
            return "routed" + family;
        }
        return "port" + family + (rule.match().hostIp().isUnspecified() ? "any" : "");
    }

    private static String key(PortRule rule) {
        PortRule.Match match = rule.match();
        if (rule.routed()) {
            return match.protocol() + " . " + rule.containerIp() + " . " + rule.containerPort();
        }
        return match.hostIp().isUnspecified()
                ? match.protocol() + " . " + match.hostPort()
                : match.protocol() + " . " + match.hostIp() + " . " + match.hostPort();
    }

    private static String value(PortRule rule) {
        return rule.routed() ? "" : " : " + rule.containerIp() + " . " + rule.containerPort();
    }

    private void block(StringBuilder text, String content) {
        text.append("table inet ").append(table).append(" {\n").append(content).append("}\n");
    }

    private <T> void elements(
            StringBuilder text, String set, List<T> items, Function<T, String> item) {
        if (!items.isEmpty()) {
            line(
                    text,
                    "add element inet "
                            + table
                            + " "
                            + set
                            + " { "
                            + items.stream().map(item).collect(Collectors.joining(", "))
                            + " }");
        }
    }

    private static List<Network> select(List<Network> networks, Predicate<Network> wanted) {
        return networks.stream().filter(wanted).toList();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
