package dev.joey.network;

import java.util.Optional;
import java.util.Set;

/** Chooses addresses: one after the other, so that a freed one comes back last. Pure. */
final class AddressAllocator {
    private AddressAllocator() {}

    /**
     * The next free address.
     *
     * @param used of the network's endpoints; gateway and auxiliary addresses need not be among
     *     them
     * @param last that was given, or null
     * @return empty if all are taken
     */
    static Optional<Ip> next(Pool pool, Set<Ip> used, Ip last) {
        Cidr range = pool.range() == null ? pool.subnet() : pool.range();
        Ip first = range.first();
        Ip end = range.last();
        Ip start = last == null || !range.contains(last) ? first : after(last, first, end);
        Ip candidate = start;
        do {
            if (isUsable(pool, candidate) && !used.contains(candidate)) {
                return Optional.of(candidate);
            }
            candidate = after(candidate, first, end);
        } while (!candidate.equals(start));
        return Optional.empty();
    }

    private static Ip after(Ip ip, Ip first, Ip last) {
        return ip.equals(last) ? first : ip.plus(1);
    }

    /**
     * Whether a container may have it: neither the subnet's own, nor the gateway's, nor reserved.
     */
    static boolean isUsable(Pool pool, Ip ip) {
        return !isReserved(pool.subnet(), ip)
                && !ip.equals(pool.gateway())
                && !pool.auxiliary().containsValue(ip);
    }

    /** The network and broadcast addresses; subnets of one or two addresses have none. */
    private static boolean isReserved(Cidr subnet, Ip ip) {
        if (subnet.address().bits() - subnet.prefix() < 2) {
            return false;
        }
        return ip.equals(subnet.first()) || (!ip.ipv6() && ip.equals(subnet.last()));
    }
}
