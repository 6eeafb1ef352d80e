package dev.joey.network;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks how a container wants to sit in a network, in dockerd's words. */
final class EndpointCheck {
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}");

    private EndpointCheck() {}

    /**
     * Checks what can be checked without the network.
     *
     * @param network its name
     * @throws InvalidParameter naming everything that is wrong
     */
    static void check(String network, Attachment.Wish wish) {
        finish(errors(network, wish));
    }

    /** Checks everything. */
    static void check(Network network, Attachment.Wish wish) {
        List<String> errors = errors(network.name(), wish);
        inSubnet(network, false, wish.ipv4()).ifPresent(errors::add);
        inSubnet(network, true, wish.ipv6()).ifPresent(errors::add);
        finish(errors);
    }

    private static List<String> errors(String network, Attachment.Wish wish) {
        List<String> errors = new ArrayList<>();
        if (Modes.isPredefined(network)) {
            if (!wish.ipv4().isEmpty() || !wish.ipv6().isEmpty()) {
                errors.add("user specified IP address is supported on user defined networks only");
            }
            if (!wish.aliases().isEmpty()) {
                errors.add(
                        "network-scoped alias is supported only for containers in user defined"
                                + " networks");
            }
        }
        boolean four =
                Ip.tryParse(wish.ipv4())
                        .filter(ip -> !ip.ipv6() && !ip.isUnspecified())
                        .isPresent();
        if (!wish.ipv4().isEmpty() && !four) {
            errors.add("invalid IPv4 address: " + wish.ipv4());
        }
        boolean six =
                Ip.tryParse(wish.ipv6()).filter(ip -> ip.ipv6() && !ip.isUnspecified()).isPresent();
        if (!wish.ipv6().isEmpty() && !six) {
            errors.add("invalid IPv6 address: " + wish.ipv6());
        }
        for (String address : wish.linkLocalIps()) {
            if (Ip.tryParse(address).filter(ip -> !ip.isUnspecified()).isEmpty()) {
                errors.add("invalid link-local IP address: " + address);
            }
        }
        if (!wish.mac().isEmpty() && !MAC.matcher(wish.mac()).matches()) {
            throw new InvalidParameter("invalid MAC address " + wish.mac());
        }
        return errors;
    }

    private static Optional<String> inSubnet(Network network, boolean ipv6, String address) {
        Optional<Ip> ip = Ip.tryParse(address);
        if (ip.isEmpty() || network.predefined()) {
            return Optional.empty();
        }
        List<Pool> chosen = network.pools(ipv6).stream().filter(Pool::chosen).toList();
        if (chosen.isEmpty()) {
            return Optional.of(
                    "user specified IP address is supported only when connecting to networks with"
                            + " user configured subnets");
        }
        return chosen.stream().anyMatch(pool -> pool.subnet().contains(ip.get()))
                ? Optional.empty()
                : Optional.of("no configured subnet or ip-range contain the IP address " + address);
    }

    private static void finish(List<String> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidParameter("invalid endpoint settings:\n" + String.join("\n", errors));
        }
    }
}
