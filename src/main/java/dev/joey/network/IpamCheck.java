package dev.joey.network;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the blocks of a new network, all at once, in dockerd's words. */
final class IpamCheck {
    private final List<String> errors = new ArrayList<>();

    private IpamCheck() {}

    /**
     * The blocks that were asked for; those without a subnet are left out.
     *
     * @throws InvalidParameter naming everything that is wrong
     */
    static List<Pool> check(IpamRequest request, boolean ipv6) {
        IpamCheck check = new IpamCheck();
        List<Pool> pools = new ArrayList<>();
        request.subnets().forEach(subnet -> check.pool(subnet, ipv6).ifPresent(pools::add));
        if (!check.errors.isEmpty()) {
            throw new InvalidParameter(
                    "invalid network config:\n" + String.join("\n", check.errors));
        }
        return pools;
    }

    private Optional<Pool> pool(IpamRequest.Subnet asked, boolean ipv6) {
        Optional<Cidr> parsed = Cidr.tryParse(asked.subnet());
        if (parsed.isEmpty()) {
            errors.add("invalid subnet " + asked.subnet() + ": invalid CIDR block notation");
            return Optional.empty();
        }
        Cidr subnet = parsed.get();
        if (subnet.ipv6() && !ipv6) {
            return Optional.empty();
        }
        if (!subnet.equals(subnet.masked())) {
            errors.add("invalid subnet " + subnet + ": it should be " + subnet.masked());
            return Optional.empty();
        }
        Cidr range = asked.range().isEmpty() ? null : range(asked.range(), subnet);
        Ip gateway = asked.gateway().isEmpty() ? null : address("gateway", asked.gateway(), subnet);
        Map<String, Ip> auxiliary = new LinkedHashMap<>();
        asked.auxiliary()
                .forEach(
                        (name, text) -> {
                            Ip ip = address("auxiliary address", text, subnet);
                            if (ip != null) {
                                auxiliary.put(name, ip);
                            }
                        });
        return Optional.of(new Pool(subnet, range, gateway, auxiliary, true));
    }

    private Cidr range(String text, Cidr subnet) {
        String what = "invalid ip-range " + text + ": ";
        Optional<Cidr> parsed = Cidr.tryParse(text);
        if (parsed.isEmpty()) {
            errors.add(what + "invalid CIDR block notation");
            return null;
        }
        Cidr range = parsed.get();
        if (range.ipv6() != subnet.ipv6()) {
            errors.add(what + "parent subnet is an IPv" + family(subnet) + " block");
        } else if (range.prefix() < subnet.prefix()) {
            errors.add(what + "CIDR block is bigger than its parent subnet " + subnet);
        } else if (!range.equals(range.masked())) {
            errors.add(what + "it should be " + range.masked());
        } else if (!subnet.contains(range)) {
            errors.add(what + "parent subnet " + subnet + " doesn't contain ip-range");
        }
        return range;
    }

    private Ip address(String kind, String text, Cidr subnet) {
        String what = "invalid " + kind + " " + text + ": ";
        Optional<Ip> parsed = Ip.tryParse(text);
        if (parsed.isEmpty()) {
            errors.add(what + "invalid address");
            return null;
        }
        Ip ip = parsed.get();
        if (ip.ipv6() != subnet.ipv6()) {
            errors.add(what + "parent subnet is an IPv" + family(subnet) + " block");
        } else if (!subnet.contains(ip)) {
            errors.add(what + "parent subnet " + subnet + " doesn't contain this address");
        }
        return ip;
    }

    private static String family(Cidr subnet) {
        return subnet.ipv6() ? "6" : "4";
    }
}
