package dev.joey.network;

import dev.joey.config.NetworkConfig;
import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Completes the subnets of a new network: chooses one where none was asked for, and gateways. */
@ApplicationScoped
class IpamPlan {
    private final List<AddressPool> pools = new ArrayList<>();

    IpamPlan(NetworkConfig config, HostNames names) {
        config.defaultAddressPools()
                .ifPresentOrElse(
                        texts -> texts.stream().map(AddressPool::parse).forEach(pools::add),
                        () -> pools.addAll(AddressPool.STANDARD));
        if (pools.stream().noneMatch(pool -> pool.base().ipv6())) {
            String id = names.globalId();
            pools.add(
                    new AddressPool(
                            Cidr.parse(
                                    "fd"
                                            + id.substring(0, 2)
                                            + ":"
                                            + id.substring(2, 6)
                                            + ":"
                                            + id.substring(6)
                                            + "::/48"),
                            64));
        }
    }

    /**
     * The network's subnets.
     *
     * @param asked checked already
     * @param taken by other networks of this daemon
     * @param host the host's own addresses, which a subnet that we choose must not meet
     * @param gateways whether a block without a gateway gets one
     * @throws EngineException.Forbidden if one that was asked for meets another network's
     */
    List<Pool> complete(
            List<Pool> asked,
            Set<Boolean> families,
            List<Cidr> taken,
            List<Cidr> host,
            boolean gateways) {
        List<Pool> complete = new ArrayList<>();
        for (Pool pool : asked) {
            boolean overlaps =
                    Stream.concat(taken.stream(), complete.stream().map(Pool::subnet))
                            .anyMatch(pool.subnet()::overlaps);
            if (overlaps) {
                throw new EngineException.Forbidden(
                        "invalid pool request: Pool overlaps with other one on this address space");
            }
            complete.add(withGateway(pool, gateways));
        }
        for (boolean ipv6 : families) {
            if (complete.stream().noneMatch(pool -> pool.ipv6() == ipv6)) {
                Cidr subnet = choose(ipv6, Stream.concat(taken.stream(), host.stream()).toList());
                complete.add(withGateway(new Pool(subnet, null, null, Map.of(), false), gateways));
            }
        }
        return complete;
    }

    private Cidr choose(boolean ipv6, List<Cidr> taken) {
        return pools.stream()
                .filter(pool -> pool.base().ipv6() == ipv6)
                .flatMap(pool -> pool.free(taken).stream())
                .findFirst()
                .orElseThrow(
                        () ->
                                new EngineException.Unavailable(
                                        "all predefined address pools have been fully subnetted",
                                        null));
    }

    private static Pool withGateway(Pool pool, boolean wanted) {
        if (pool.gateway() != null || !wanted) {
            return pool;
        }
        Ip gateway =
                AddressAllocator.next(pool, Set.of(), null)
                        .orElseThrow(
                                () ->
                                        new EngineException.Forbidden(
                                                "no available IPv"
                                                        + (pool.ipv6() ? "6" : "4")
                                                        + " addresses on this network's address pools"));
        return new Pool(pool.subnet(), pool.range(), gateway, pool.auxiliary(), pool.chosen());
    }
}
