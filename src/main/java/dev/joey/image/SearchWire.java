package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import dev.joey.image.wire.FoundImage;
import dev.joey.registry.Credentials;
import dev.joey.registry.RegistrySearch;
import java.util.List;

/** The API's search: its limits and filters. Source: dockerd's registry search. */
final class SearchWire {
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 100;

    private SearchWire() {}

    static List<FoundImage> found(
            RegistrySearch search,
            String term,
            Integer limit,
            Filters filters,
            Credentials credentials) {
        int most = limit == null || limit == 0 ? DEFAULT_LIMIT : limit;
        if (most < 1 || most > MAX_LIMIT) {
            throw new EngineException.InvalidParameter(
                    "limit " + most + " is outside the range of [1, 100]");
        }
        if (term == null || term.isEmpty()) {
            throw new EngineException.InvalidParameter("a search needs a term");
        }
        if (term.contains("://")) {
            throw new EngineException.InvalidParameter(
                    "invalid repository name: repository name ("
                            + term
                            + ") should not have a scheme");
        }
        filters.allow("is-official", "is-automated", "stars");
        boolean official = filters.flag("is-official", false);
        boolean automated = filters.flag("is-automated", false);
        int stars = filters.of("stars").stream().mapToInt(SearchWire::stars).max().orElse(0);
        return search.search(term, most, credentials).stream()
                .filter(hit -> !filters.has("is-official") || hit.official() == official)
                .filter(hit -> !filters.has("is-automated") || hit.automated() == automated)
                .filter(hit -> hit.stars() >= stars)
                .map(
                        hit ->
                                new FoundImage(
                                        hit.stars(),
                                        hit.official(),
                                        hit.name(),
                                        hit.automated(),
                                        hit.description()))
                .toList();
    }

    private static int stars(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new EngineException.InvalidParameter("invalid filter 'stars=[" + text + "]'", e);
        }
    }
}
