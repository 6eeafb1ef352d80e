package dev.joey.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists that registries give page by page: tags and repositories. Source: OCI distribution-spec,
 * "Listing Tags"; RFC 8288 for the link to the next page.
 */
final class TagList {
    private static final int MAX_PAGE_BYTES = 8 << 20;
    private static final int MAX_PAGES = 1_000;
    private static final int MAX_ENTRIES = 100_000;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");
    private static final JsonMapper JSON = new JsonMapper();

    private TagList() {}

    static List<String> read(HostClient host, String path) throws IOException {
        return pages(host, host.host().at("/" + path + "/tags/list"), "tags");
    }

    /** All repositories of a registry. */
    static List<String> catalogue(HostClient host) throws IOException {
        return pages(host, host.host().at("/_catalog"), "repositories");
    }

    private static List<String> pages(HostClient host, URI first, String field) throws IOException {
        List<String> all = new ArrayList<>();
        Optional<URI> page = Optional.of(first);
        for (int i = 0; i < MAX_PAGES && page.isPresent(); i++) {
            URI at = page.get();
            try (Answer answer = host.ok(Call.of("GET", at))) {
                JsonNode tree = JSON.readTree(answer.bytes(MAX_PAGE_BYTES, "the list"));
                tree.path(field).forEach(element -> all.add(element.asText()));
                page = next(at, answer);
            }
            if (all.size() > MAX_ENTRIES) {
                throw new ProtocolException("the list has more than " + MAX_ENTRIES + " entries");
            }
        }
        return all;
    }

    private static Optional<URI> next(URI at, Answer answer) throws IOException {
        Matcher link = NEXT.matcher(answer.header("Link").orElse(""));
        if (!link.find()) {
            return Optional.empty();
        }
        URI next = SafeTarget.of(at, link.group(1));
        return SafeTarget.isSame(at, next) ? Optional.of(next) : Optional.empty();
    }
}
