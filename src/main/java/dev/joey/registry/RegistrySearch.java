package dev.joey.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.config.RegistryConfig;
import dev.joey.error.EngineException;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds repositories: by the first version's search, which Docker Hub has still, else in a
 * registry's catalogue.
 */
@ApplicationScoped
public class RegistrySearch {
    private static final String HUB = "registry-1.docker.io";
    private static final String HUB_INDEX = "index.docker.io";
    private static final int MAX_ANSWER_BYTES = 4 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final RegistryConfig config;
    private final RegistryHosts hosts;
    private final Transport transport;

    RegistrySearch(RegistryConfig config, RegistryHosts hosts, Transport transport) {
        this.config = config;
        this.hosts = hosts;
        this.transport = transport;
    }

    /**
     * Searches.
     *
     * @param term what the name or description has, perhaps with a registry before it
     * @param limit 1 to 100
     */
    public List<SearchHit> search(String term, int limit, Credentials credentials) {
        int slash = term.indexOf('/');
        String first = slash < 0 ? "" : term.substring(0, slash);
        boolean named =
                first.equals("localhost") || first.indexOf('.') >= 0 || first.indexOf(':') >= 0;
        String domain = named ? first : Reference.DEFAULT_DOMAIN;
        String words = named ? term.substring(slash + 1) : term;
        if (domain.equals("index.docker.io")) {
            domain = Reference.DEFAULT_DOMAIN;
        }
        EngineException failure = null;
        for (RegistryHost host : hosts.of(domain)) {
            if (host.origin()) {
                try {
                    return search(host, domain, words, limit, credentials);
                } catch (IOException e) {
                    failure = Failures.of("GET", host.base(), e);
                    if (e instanceof RegistryError) {
                        break;
                    }
                }
            }
        }
        throw failure;
    }

    private List<SearchHit> search(
            RegistryHost host, String domain, String words, int limit, Credentials credentials)
            throws IOException {
        boolean hub = domain.equals(Reference.DEFAULT_DOMAIN) && config.defaultHost().equals(HUB);
        String authority = hub ? HUB_INDEX : host.authority();
        URI at =
                URI.create(
                        "%s://%s/v1/search?q=%s&n=%d"
                                .formatted(
                                        host.base().getScheme(),
                                        authority,
                                        URLEncoder.encode(words, StandardCharsets.UTF_8),
                                        limit));
        HostClient client = client(hub ? host.withBase(at.resolve("/v1")) : host, credentials);
        try (Answer answer = client.send(Call.of("GET", at))) {
            if (answer.isOk()) {
                return hits(JSON.readTree(answer.bytes(MAX_ANSWER_BYTES, "the answer")));
            }
            if (hub || answer.status() != 404) {
                throw answer.error();
            }
        }
        return TagList.catalogue(client).stream()
                .filter(name -> name.contains(words))
                .limit(limit)
                .map(name -> new SearchHit(domain + "/" + name, "", 0, false, false))
                .toList();
    }

    private HostClient client(RegistryHost host, Credentials credentials) {
        return new HostClient(
                transport, host, new Authorizer(transport, host, credentials, List.of()));
    }

    private static List<SearchHit> hits(JsonNode tree) {
        List<SearchHit> hits = new ArrayList<>();
        for (JsonNode node : tree.path("results")) {
            hits.add(
                    new SearchHit(
                            node.path("name").asText(""),
                            node.path("description").asText(""),
                            node.path("star_count").asInt(0),
                            node.path("is_official").asBoolean(false),
                            node.path("is_automated").asBoolean(false)));
        }
        return hits;
    }
}
