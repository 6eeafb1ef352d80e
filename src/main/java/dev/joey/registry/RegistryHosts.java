package dev.joey.registry;

import dev.joey.config.RegistryConfig;
import dev.joey.oci.Reference;
import dev.joey.registry.RegistryHost.Ability;
import dev.joey.registry.RegistryHost.Trust;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where each registry's images are asked for, in order: its mirrors, then itself. */
@ApplicationScoped
class RegistryHosts {
    private static final Set<Ability> ALL = EnumSet.allOf(Ability.class);
    private static final Set<Ability> READ = EnumSet.of(Ability.PULL, Ability.RESOLVE);
    private static final String DEFAULTS = "_default";

    private final RegistryConfig config;
    private final InsecureRegistries insecure;

    RegistryHosts(RegistryConfig config) {
        this.config = config;
        this.insecure = new InsecureRegistries(config.insecure().orElse(List.of()));
    }

    /**
     * The hosts for a registry.
     *
     * @param domain as names have it, as {@code docker.io} or {@code localhost:5000}
     * @throws dev.joey.error.EngineException.InvalidParameter if its hosts file is malformed
     */
    List<RegistryHost> of(String domain) {
        List<RegistryHost> hosts = new ArrayList<>();
        Optional<Path> folder = folder(domain);
        Optional<HostsFile> file =
                folder.or(() -> folder(DEFAULTS))
                        .map(path -> path.resolve(HostsFile.NAME))
                        .filter(Files::isRegularFile)
                        .map(path -> HostsFile.read(path, domain));
        file.ifPresent(f -> hosts.addAll(f.mirrors()));
        if (domain.equals(Reference.DEFAULT_DOMAIN)) {
            for (String mirror : config.mirrors().orElse(List.of())) {
                hosts.addAll(dockerMirror(mirror));
            }
        }
        hosts.addAll(
                file.flatMap(HostsFile::server)
                        .map(List::of)
                        .orElseGet(() -> origin(domain, folder)));
        return hosts;
    }

    /** The registry itself; an insecure one may speak TLS or not. */
    private List<RegistryHost> origin(String domain, Optional<Path> folder) {
        String authority = domain.equals(Reference.DEFAULT_DOMAIN) ? config.defaultHost() : domain;
        boolean anything = insecure.contains(authority);
        Trust trust =
                folder.map(path -> CertificateFolder.trust(path, anything))
                        .orElseGet(() -> new Trust(anything, List.of(), List.of()));
        return schemes(authority, trust, true, ALL);
    }

    private List<RegistryHost> dockerMirror(String mirror) {
        URI address = URI.create(mirror.endsWith("/") ? mirror : mirror + "/");
        boolean anything =
                insecure.contains(address.getRawAuthority()) || address.getScheme().equals("http");
        Trust trust =
                folder(address.getRawAuthority())
                        .map(path -> CertificateFolder.trust(path, anything))
                        .orElseGet(() -> new Trust(anything, List.of(), List.of()));
        return List.of(new RegistryHost(address.resolve("v2"), false, READ, trust, Map.of(), ""));
    }

    private static List<RegistryHost> schemes(
            String authority, Trust trust, boolean origin, Set<Ability> abilities) {
        List<RegistryHost> hosts = new ArrayList<>();
        for (String scheme : trust.insecure() ? List.of("https", "http") : List.of("https")) {
            URI base = URI.create(scheme + "://" + authority + "/v2");
            hosts.add(new RegistryHost(base, origin, abilities, trust, Map.of(), ""));
        }
        return hosts;
    }

    private Optional<Path> folder(String authority) {
        // containerd writes the port with underscores where a colon cannot be in a file's name.
        String other = authority.replaceFirst(":(\\d+)$", "_$1_");
        return config.certificateFolders().stream()
                .flatMap(
                        folder ->
                                List.of(folder.resolve(authority), folder.resolve(other)).stream())
                .filter(Files::isDirectory)
                .findFirst();
    }
}
