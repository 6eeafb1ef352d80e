package dev.joey.network;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.http.Filters;
import dev.joey.http.TimeParameter;
import java.util.Set;
import java.util.function.Predicate;

/** Which networks a list shows and a prune removes. Source: Docker Engine API 1.51. */
final class NetworkFilters {
    private NetworkFilters() {}

    /**
     * For lists.
     *
     * @param used ids of networks that containers run in
     * @throws InvalidParameter if a filter is not known
     */
    static Predicate<Network> list(Filters filters, Set<String> used) {
        Filters known =
                filters.allow(
                        "dangling", "driver", "id", "label", "name", "scope", "type", "idOrName");
        for (String type : known.of("type")) {
            if (!type.equals("custom") && !type.equals("builtin")) {
                throw new InvalidParameter("invalid filter: 'type'='" + type + "'");
            }
        }
        boolean dangling = known.has("dangling") && known.flag("dangling", false);
        return network ->
                known.isOneOf("driver", network.driver())
                        && known.matches("name", network.name())
                        && known.matches("id", network.id())
                        && known.isOneOf("scope", "local")
                        && known.isOneOf("type", network.predefined() ? "builtin" : "custom")
                        && known.matchesAll("label", network.spec().labels())
                        && (known.of("idOrName").isEmpty()
                                || known.of("idOrName").contains(network.name())
                                || known.of("idOrName").stream().anyMatch(network.id()::startsWith))
                        && (!known.has("dangling")
                                || dangling
                                        == (!network.predefined() && !used.contains(network.id())));
    }

    /** For prunes. */
    static Predicate<Network> prune(Filters filters) {
        Filters known = filters.allow("label", "label!", "until");
        Set<String> until = known.of("until");
        if (until.size() > 1) {
            throw new InvalidParameter("more than one until filter specified");
        }
        var before = until.stream().flatMap(text -> TimeParameter.parse(text).stream()).findFirst();
        return network ->
                known.matchesAll("label", network.spec().labels())
                        && known.matchesNone("label!", network.spec().labels())
                        && before.map(time -> network.created().isBefore(time)).orElse(true);
    }
}
