package dev.joey.registry;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A place that serves a registry's images: the registry itself, or a mirror of it.
 *
 * @param base scheme, host, port and the path before {@code /<repository>/manifests/…}, as {@code
 *     https://registry-1.docker.io/v2}
 * @param origin whether it is the registry itself; only that is ever given credentials
 * @param abilities what it may be asked for
 * @param trust whom to believe
 * @param headers further headers of each request
 * @param namespaceQuery {@code ns} of requests to a mirror that serves several registries; empty
 *     without
 */
record RegistryHost(
        URI base,
        boolean origin,
        Set<Ability> abilities,
        Trust trust,
        Map<String, String> headers,
        String namespaceQuery) {
    RegistryHost {
        abilities = Set.copyOf(abilities);
        headers = Map.copyOf(headers);
    }

    /** What a host may be asked for. Source: containerd's registry host files. */
    enum Ability {
        /** Blobs, and manifests by digest. */
        PULL,
        /** Manifests by tag. */
        RESOLVE,
        PUSH
    }

    /**
     * The TLS side of a host.
     *
     * @param insecure whether any certificate will do, and plain HTTP if TLS is not spoken
     * @param authorities PEM files of CAs besides the system's
     * @param clients certificates to show when asked for one
     */
    record Trust(boolean insecure, List<Path> authorities, List<Client> clients) {
        static final Trust SYSTEM = new Trust(false, List.of(), List.of());

        Trust {
            authorities = List.copyOf(authorities);
            clients = List.copyOf(clients);
        }
    }

    /** A client's certificate and its key, PEM; one file may hold both. */
    record Client(Path certificate, Path key) {}

    boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    RegistryHost withBase(URI newBase) {
        return new RegistryHost(newBase, origin, abilities, trust, headers, namespaceQuery);
    }

    /** The address of a path below the base, as {@code /library/busybox/tags/list}. */
    URI at(String path) {
        String query = namespaceQuery.isEmpty() ? "" : "?ns=" + namespaceQuery;
        return URI.create(base + path + query);
    }

    /** Host and port as the base has them. */
    String authority() {
        return base.getRawAuthority();
    }
}
