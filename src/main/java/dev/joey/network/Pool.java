package dev.joey.network;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * A subnet of a network.
 *
 * @param range the part that containers get addresses from, or null for all of it
 * @param gateway null in a network that has none
 * @param auxiliary addresses that are never given away, by their names
 * @param chosen whether a user chose the subnet; static addresses need that
 */
@RegisterForReflection
record Pool(Cidr subnet, Cidr range, Ip gateway, Map<String, Ip> auxiliary, boolean chosen) {
    Pool {
        auxiliary = Map.copyOf(auxiliary);
    }

    boolean ipv6() {
        return subnet.ipv6();
    }
}
