package dev.joey.registry;

import dev.joey.error.EngineException;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Checks credentials at the registry that they are for. */
@ApplicationScoped
public class Login {
    private static final Set<String> HUB_NAMES =
            Set.of("", "docker.io", "index.docker.io", "registry-1.docker.io");

    private final RegistryHosts hosts;
    private final Transport transport;

    Login(RegistryHosts hosts, Transport transport) {
        this.hosts = hosts;
        this.transport = transport;
    }

    /**
     * Logs in.
     *
     * @return a token that stands for the password from now on; empty if the registry gives none
     * @throws EngineException.Unauthorized if the registry does not take them
     */
    public String login(Credentials credentials) {
        EngineException failure = null;
        for (RegistryHost host : hosts.of(domain(credentials.serverAddress()))) {
            if (host.origin()) {
                URI at = host.at("/");
                try {
                    return login(host, at, credentials);
                } catch (RegistryError e) {
                    throw e.isRefusal()
                            ? new EngineException.Unauthorized(e.withRequest())
                            : new EngineException.Internal(e.withRequest(), e);
                } catch (IOException e) {
                    failure = Failures.of("GET", at, e);
                }
            }
        }
        throw failure;
    }

    private String login(RegistryHost host, URI at, Credentials credentials) throws IOException {
        Authorizer authorizer = new Authorizer(transport, host, credentials, List.of()).offline();
        try (Answer answer = new HostClient(transport, host, authorizer).send(Call.of("GET", at))) {
            if (!answer.isOk()) {
                throw new EngineException.Unauthorized(
                        "login attempt to " + at + " failed with status: " + answer.status());
            }
            return authorizer.refreshToken();
        }
    }

    /** The registry of an address as clients write it, as {@code https://index.docker.io/v1/}. */
    private static String domain(String address) {
        String domain = address.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        return HUB_NAMES.contains(domain) ? Reference.DEFAULT_DOMAIN : domain;
    }
}
