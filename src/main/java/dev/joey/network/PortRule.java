package dev.joey.network;

/**
 * That a port of the host leads to a container.
 *
 * @param owner the container's id
 * @param containerIp of the same family as the host's address
 * @param routed whether the container's own address is reached instead of the host's
 */
record PortRule(String owner, Match match, Ip containerIp, int containerPort, boolean routed) {
    /**
     * What is looked for in a packet.
     *
     * @param hostIp unspecified for any address of the host
     */
    record Match(String protocol, Ip hostIp, int hostPort) {}
}
