package dev.joey.network;

/**
 * A port of a container that is to be published.
 *
 * @param protocol tcp, udp or sctp
 * @param containerPort 1 to 65535
 * @param hostIp empty for the default
 * @param firstHostPort 0 for any free one, else the first of a range of which one is taken
 */
public record PortWish(
        String protocol, int containerPort, String hostIp, int firstHostPort, int lastHostPort) {}
