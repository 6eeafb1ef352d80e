package dev.joey.network;

import java.util.List;

/**
 * The networks of a container as clients see them.
 *
 * @param namespace absolute path, empty while it does not run or the namespace is none of ours
 */
public record Joined(String namespace, List<Place> places, List<PublishedPort> ports) {
    /** In no network at all. */
    public static final Joined NOWHERE = new Joined("", List.of(), List.of());

    public Joined {
        places = List.copyOf(places);
        ports = List.copyOf(ports);
    }

    /**
     * One network of a container. Texts are empty and numbers 0 for what it does not have, or not
     * while it does not run.
     *
     * @param network the name
     * @param dnsNames by which others in the network find it; null where names are not known
     */
    public record Place(
            String network,
            String networkId,
            Attachment.Wish wish,
            String endpointId,
            String mac,
            String ipv4,
            int ipv4Prefix,
            String ipv4Gateway,
            String ipv6,
            int ipv6Prefix,
            String ipv6Gateway,
            List<String> dnsNames) {}
}
