package dev.joey.network;

/**
 * A port of the host that leads to one of a container.
 *
 * @param protocol tcp, udp or sctp
 * @param containerPort 1 to 65535, as {@code hostPort}
 * @param hostIp {@code 0.0.0.0} or {@code ::} for all
 */
public record PublishedPort(String protocol, int containerPort, String hostIp, int hostPort) {}
