package dev.joey.container;

import dev.joey.error.EngineException.InvalidParameter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The filters of {@code POST /containers/prune}: {@code until}, {@code label}, {@code label!}.
 * Source: Docker Engine API 1.51, "ContainerPrune".
 */
final class PruneFilters {

    private PruneFilters() {}

    /**
     * Which containers to remove: those that do not run and match.
     *
     * @param times reads the time of {@code until}, as {@code dev.joey.http.TimeParameter} does
     * @throws InvalidParameter for an unknown key or a time that is none
     */
    static Predicate<ContainerSummary> of(
            Map<String, List<String>> filters, Function<String, Optional<Instant>> times) {
        for (String key : filters.keySet()) {
            if (!Set.of("until", "label", "label!").contains(key)) {
                throw new InvalidParameter("invalid filter '" + key + "'");
            }
        }
        List<String> given = filters.getOrDefault("until", List.of());
        if (given.size() > 1) {
            throw new InvalidParameter("more than one until filter specified");
        }
        Instant until =
                given.stream().map(times).flatMap(Optional::stream).findFirst().orElse(Instant.MAX);
        return container ->
                !ContainerStatus.active(container.state())
                        && !container.createdAt().isAfter(until)
                        && ContainerFilters.labels(filters, container.labels());
    }
}
