package dev.joey.network;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * That a container belongs to a network, whether it runs or not, and how it wants to sit there.
 *
 * @param network the name, or what the user wrote while there was no such network
 * @param networkId empty until the network was found
 */
public record Attachment(String network, String networkId, Wish wish) {
    /**
     * Checks what can be checked without knowing the network.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if the wish cannot be, in Docker's
     *     words
     */
    public void check() {
        EndpointCheck.check(network, wish);
    }

    /**
     * What a user may say of it; absent texts are empty.
     *
     * @param links {@code container:alias}, as asked
     * @param priority of its gateway: the highest is the default gateway
     */
    @RegisterForReflection
    public record Wish(
            String ipv4,
            String ipv6,
            List<String> linkLocalIps,
            boolean ipam,
            String mac,
            List<String> aliases,
            List<String> links,
            Map<String, String> driverOptions,
            int priority) {
        /** Nothing in particular. */
        public static final Wish NONE =
                new Wish("", "", List.of(), false, "", List.of(), List.of(), Map.of(), 0);

        public Wish {
            linkLocalIps = List.copyOf(linkLocalIps);
            aliases = List.copyOf(aliases);
            links = List.copyOf(links);
            driverOptions = Map.copyOf(driverOptions);
        }
    }
}
