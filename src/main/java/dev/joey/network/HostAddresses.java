package dev.joey.network;

import dev.joey.linux.Link;
import dev.joey.linux.Links;
import dev.joey.linux.Netlink;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The subnets that the host itself sits in, which none of ours that we choose may meet. */
@ApplicationScoped
class HostAddresses {
    private final Netlink netlink;

    HostAddresses(Netlink netlink) {
        this.netlink = netlink;
    }

    List<Cidr> subnets() {
        try (Links links = netlink.open()) {
            Set<Integer> loopback =
                    links.all().stream()
                            .filter(link -> link.name().equals("lo"))
                            .map(Link::index)
                            .collect(Collectors.toSet());
            return links.addresses().stream()
                    .filter(address -> !loopback.contains(address.index()))
                    .map(address -> new Cidr(Ip.of(address.address()), address.prefixLength()))
                    .toList();
        }
    }
}
