package dev.joey.network;

/**
 * A container's attachment to a network with what it has there while it runs; the last two are null
 * while it does not, or while there is no such network.
 */
record Seat(Attachment attachment, Network network, Endpoint endpoint) {
    int priority() {
        return attachment.wish().priority();
    }

    /** Whether it could be the way out: a network with a gateway that is not internal. */
    boolean leadsOut(boolean ipv6) {
        return network != null
                && !network.spec().internal()
                && endpoint != null
                && (ipv6 ? endpoint.ipv6() : endpoint.ipv4()) != null
                && !network.pools(ipv6).isEmpty();
    }

    /** The gateway of the subnet that the container's address is of, or null. */
    Ip gateway(boolean ipv6) {
        Pool pool = pool(ipv6);
        return pool == null ? null : pool.gateway();
    }

    /** The subnet that the container's address is of, or null. */
    Pool pool(boolean ipv6) {
        Ip ip = endpoint == null ? null : ipv6 ? endpoint.ipv6() : endpoint.ipv4();
        return ip == null
                ? null
                : network.pools(ipv6).stream()
                        .filter(pool -> pool.subnet().contains(ip))
                        .findFirst()
                        .orElse(null);
    }
}
