package dev.joey.volume;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.http.Filters;

/**
 * Which volumes a list shows and a prune removes. Source: dockerd 28.5, volume service.
 *
 * @param dangling null for both, else whether nobody uses it
 * @param named whether those with a name count too
 */
record VolumeFilters(Filters given, Boolean dangling, boolean named) {
    /**
     * Of a list.
     *
     * @throws InvalidParameter if a filter is unknown or malformed
     */
    static VolumeFilters ofList(Filters filters) {
        filters.allow("dangling", "name", "driver", "label");
        Boolean dangling = filters.has("dangling") ? filters.flag("dangling", false) : null;
        return new VolumeFilters(filters, dangling, true);
    }

    /**
     * Of a prune.
     *
     * @param namedToo whether volumes with a name count without {@code all}
     * @throws InvalidParameter if a filter is unknown or malformed
     */
    static VolumeFilters ofPrune(Filters filters, boolean namedToo) {
        filters.allow("label", "label!", "all");
        return new VolumeFilters(filters, null, filters.flag("all", namedToo));
    }

    boolean accept(Volume volume, boolean used) {
        return (dangling == null || dangling != used)
                && (named || volume.anonymous())
                && given.matches("name", volume.name())
                && given.isOneOf("driver", volume.driver())
                && given.matchesAll("label", volume.labelsOrNone())
                && given.matchesNone("label!", volume.labelsOrNone());
    }
}
