package dev.joey.registry;

import dev.joey.config.RegistryConfig;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The door to registries. */
@ApplicationScoped
public class Registries {
    private static final String OFFICIAL = "library/";

    private final RegistryConfig config;
    private final RegistryHosts hosts;
    private final Transport transport;

    Registries(RegistryConfig config, RegistryHosts hosts, Transport transport) {
        this.config = config;
        this.hosts = hosts;
        this.transport = transport;
    }

    /**
     * A repository to read from.
     *
     * @param credentials for the registry itself; mirrors never see them
     */
    public Repository repository(Reference name, Credentials credentials) {
        String path = path(name);
        List<HostClient> clients =
                hosts.of(name.domain()).stream()
                        .map(host -> client(host, credentials, "repository:" + path + ":pull"))
                        .toList();
        return new Repository(name, path, clients);
    }

    /**
     * A repository to write to.
     *
     * @param credentials for the registry itself
     */
    public PushRepository pushRepository(Reference name, Credentials credentials) {
        String path = path(name);
        List<HostClient> clients =
                hosts.of(name.domain()).stream()
                        .filter(host -> host.can(RegistryHost.Ability.PUSH))
                        .map(host -> client(host, credentials, "repository:" + path + ":pull,push"))
                        .toList();
        return new PushRepository(name, path, clients);
    }

    private HostClient client(RegistryHost host, Credentials credentials, String scope) {
        Credentials given = host.origin() ? credentials : Credentials.NONE;
        return new HostClient(
                transport, host, new Authorizer(transport, host, given, List.of(scope)));
    }

    /** The path at the registry; official images may have another namespace there. */
    private String path(Reference name) {
        String path = name.path();
        boolean official =
                name.domain().equals(Reference.DEFAULT_DOMAIN)
                        && path.startsWith(OFFICIAL)
                        && path.indexOf('/', OFFICIAL.length()) < 0;
        if (!official) {
            return path;
        }
        String namespace = config.defaultNamespace();
        return namespace.isEmpty()
                ? path.substring(OFFICIAL.length())
                : namespace + path.substring(OFFICIAL.length() - 1);
    }
}
