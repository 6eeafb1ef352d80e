package dev.joey.container;

import dev.joey.db.Commits;
import dev.joey.network.Joined;
import dev.joey.network.Networks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The summaries of all containers and the networks that they are in. What was put together is kept
 * until something is written; what did not change stays the same object.
 */
@ApplicationScoped
class ListedContainers {
    private final SummaryRepository summaries;
    private final Networks networks;
    private final Commits commits;
    private volatile Generation newest = new Generation(-1, List.of(), Map.of());

    ListedContainers(SummaryRepository summaries, Networks networks, Commits commits) {
        this.summaries = summaries;
        this.networks = networks;
        this.commits = commits;
    }

    /** All containers, newest first. */
    Generation all() {
        long count = commits.count();
        Generation before = newest;
        if (before.commits != count) {
            before = read(count, before);
            newest = before;
        }
        return before;
    }

    private Generation read(long count, Generation before) {
        Map<String, Joined> joined = networks.all();
        List<ContainerSummary> all = new ArrayList<>();
        Map<String, Listed> known = new HashMap<>();
        for (ContainerSummary summary : summaries.all()) {
            String id = summary.id().value();
            Joined now = joined.getOrDefault(id, Joined.NOWHERE);
            Listed kept = before.known.get(id);
            Listed listed =
                    kept != null && kept.isOf(summary, now)
                            ? kept
                            : new Listed(summary, now, in(summary, now));
            known.put(id, listed);
            all.add(listed.shown);
        }
        return new Generation(count, Collections.unmodifiableList(all), known);
    }

    private static ContainerSummary in(ContainerSummary summary, Joined joined) {
        Map<String, String> ids = new HashMap<>();
        joined.places().forEach(place -> ids.put(place.network(), place.networkId()));
        return summary.in(ids);
    }

    /** A row, its networks and the summary with both. */
    private record Listed(ContainerSummary row, Joined joined, ContainerSummary shown) {
        // An unchanged row stays the same object; see SummaryRepository.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(ContainerSummary now, Joined in) {
            return row == now && joined.equals(in);
        }
    }

    /** What was there when so many transactions had ended. */
    record Generation(long commits, List<ContainerSummary> summaries, Map<String, Listed> known) {
        /**
         * The networks of one of these containers; the same object as long as they are the same.
         */
        Joined networksOf(ContainerId id) {
            Listed listed = known.get(id.value());
            return listed == null ? Joined.NOWHERE : listed.joined;
        }
    }
}
