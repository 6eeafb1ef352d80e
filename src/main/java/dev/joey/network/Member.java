package dev.joey.network;

import java.util.List;

/**
 * A container, as far as networks know it.
 *
 * @param nameServers that are asked for names that its networks do not know; none for the host's
 */
public record Member(String containerId, String name, String hostname, List<String> nameServers) {
    public Member {
        nameServers = List.copyOf(nameServers);
    }
}
