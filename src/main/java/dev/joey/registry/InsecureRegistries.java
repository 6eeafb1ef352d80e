package dev.joey.registry;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which registries need no valid certificate: those listed, by name or by network, and all on a
 * loopback address. Source: dockerd(8), {@code --insecure-registry}.
 */
final class InsecureRegistries {
    private final Set<String> authorities = new HashSet<>();
    private final List<Network> networks = new ArrayList<>();

    InsecureRegistries(List<String> listed) {
        networks.add(Network.parse("127.0.0.0/8"));
        networks.add(Network.parse("::1/128"));
        for (String one : listed) {
            if (one.indexOf('/') >= 0) {
                networks.add(Network.parse(one));
            } else {
                authorities.add(one);
            }
        }
    }

    /** Whether a registry is one of them; a name that cannot be resolved is in no network. */
    boolean contains(String authority) {
        if (authorities.contains(authority)) {
            return true;
        }
        String host = URI.create("https://" + authority).getHost();
        if (host == null) {
            return false;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (networks.stream().anyMatch(network -> network.contains(address))) {
                    return true;
                }
            }
        } catch (UnknownHostException e) {
            return false;
        }
        return false;
    }
}
