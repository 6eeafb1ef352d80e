package dev.joey.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.joey.error.EngineException;
import dev.joey.registry.RegistryHost.Ability;
import dev.joey.registry.RegistryHost.Client;
import dev.joey.registry.RegistryHost.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A registry's {@code hosts.toml}: its mirrors in order and how to speak to each. Source:
 * containerd's docs, "Registry Configuration - Introduction". What a mirror may be asked for, its
 * TLS files, and whether its path replaces {@code /v2} are said per host.
 *
 * @param server the registry itself, if the file says where it is
 */
record HostsFile(List<RegistryHost> mirrors, Optional<RegistryHost> server) {
    static final String NAME = "hosts.toml";

    private static final Set<String> KEYS =
            Set.of(
                    "capabilities",
                    "ca",
                    "client",
                    "skip_verify",
                    "header",
                    "override_path",
                    "dial_timeout");

    HostsFile {
        mirrors = List.copyOf(mirrors);
    }

    /**
     * Reads a file.
     *
     * @param domain of the registry
     * @throws EngineException.InvalidParameter naming the file and what is wrong with it
     */
    static HostsFile read(Path file, String domain) {
        JsonNode tree;
        try {
            tree = new TomlMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new EngineException.InvalidParameter(file + ": " + e.getMessage(), e);
        }
        Reader reader = new Reader(file, domain);
        List<RegistryHost> mirrors = new ArrayList<>();
        tree.path("host")
                .properties()
                .forEach(host -> mirrors.add(reader.host(host.getKey(), host.getValue(), false)));
        String server = tree.path("server").asText("");
        return new HostsFile(
                mirrors,
                server.isEmpty() ? Optional.empty() : Optional.of(reader.host(server, tree, true)));
    }

    private record Reader(Path file, String domain) {
        RegistryHost host(String address, JsonNode node, boolean origin) {
            URI uri = uri(address);
            if (!origin) {
                refuseUnknown(node);
            }
            boolean insecure = node.path("skip_verify").asBoolean(false);
            boolean wholePath = node.path("override_path").asBoolean(false);
            String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
            if (!wholePath && !path.endsWith("/v2")) {
                path += "/v2";
            }
            boolean other = !uri.getRawAuthority().equals(domain) && !origin;
            return new RegistryHost(
                    URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + path),
                    origin,
                    abilities(node.path("capabilities"), origin),
                    new Trust(
                            insecure,
                            texts(node.path("ca")).stream().map(file::resolveSibling).toList(),
                            clients(node.path("client"))),
                    headers(node.path("header")),
                    other ? domain : "");
        }

        private URI uri(String address) {
            String whole = address.contains("://") ? address : "https://" + address;
            try {
                URI uri = URI.create(whole);
                if (uri.getRawAuthority() != null
                        && (uri.getScheme().equals("http") || uri.getScheme().equals("https"))) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                throw bad("host " + address + ": " + e.getMessage());
            }
            throw bad("host " + address + " is no address of HTTP");
        }

        private void refuseUnknown(JsonNode node) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                if (!KEYS.contains(entry.getKey())) {
                    throw bad("unknown key " + entry.getKey());
                }
            }
        }

        private Set<Ability> abilities(JsonNode node, boolean origin) {
            Set<Ability> abilities = EnumSet.noneOf(Ability.class);
            if (node.isMissingNode()) {
                // A mirror is written to only if that is said.
                return origin
                        ? EnumSet.allOf(Ability.class)
                        : EnumSet.of(Ability.PULL, Ability.RESOLVE);
            }
            for (String text : texts(node)) {
                switch (text) {
                    case "pull" -> abilities.add(Ability.PULL);
                    case "resolve" -> abilities.add(Ability.RESOLVE);
                    case "push" -> abilities.add(Ability.PUSH);
                    default -> throw bad("unknown capability " + text);
                }
            }
            return origin && abilities.isEmpty() ? EnumSet.allOf(Ability.class) : abilities;
        }

        private List<Client> clients(JsonNode node) {
            List<Client> clients = new ArrayList<>();
            if (node.isTextual()) {
                clients.add(client(node.textValue(), node.textValue()));
            }
            for (JsonNode one : node) {
                if (one.isTextual()) {
                    clients.add(client(one.textValue(), one.textValue()));
                } else if (one.size() == 2) {
                    clients.add(client(one.get(0).asText(), one.get(1).asText()));
                } else {
                    throw bad("client is a file, or pairs of certificate and key");
                }
            }
            return clients;
        }

        private Client client(String certificate, String key) {
            return new Client(
                    file.resolveSibling(certificate),
                    file.resolveSibling(key.isEmpty() ? certificate : key));
        }

        private Map<String, String> headers(JsonNode node) {
            Map<String, String> headers = new LinkedHashMap<>();
            node.properties()
                    .forEach(e -> headers.put(e.getKey(), String.join(", ", texts(e.getValue()))));
            return headers;
        }

        private List<String> texts(JsonNode node) {
            List<String> texts = new ArrayList<>();
            if (node.isTextual()) {
                texts.add(node.textValue());
            }
            node.forEach(element -> texts.add(element.asText()));
            return texts;
        }

        private EngineException bad(String problem) {
            return new EngineException.InvalidParameter(file + ": " + problem);
        }
    }
}
