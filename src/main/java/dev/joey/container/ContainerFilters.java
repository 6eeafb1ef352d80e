package dev.joey.container;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotFound;
import dev.joey.oci.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The filters of {@code GET /containers/json}, checked. Different keys must all match, of one key's
 * values one must, of labels all. Source: Docker Engine API 1.51, "ContainerList"; {@code label!},
 * which Docker knows for prune only, is accepted too.
 */
final class ContainerFilters {
    private static final Set<String> KEYS =
            Set.of(
                    "ancestor",
                    "before",
                    "exited",
                    "expose",
                    "health",
                    "id",
                    "is-task",
                    "isolation",
                    "label",
                    "label!",
                    "name",
                    "network",
                    "publish",
                    "since",
                    "status",
                    "volume");
    private static final List<String> HEALTHS = List.of("none", "starting", "healthy", "unhealthy");

    private static final Comparator<ContainerSummary> NEWEST_FIRST =
            Comparator.comparing(ContainerSummary::createdAt)
                    .reversed()
                    .thenComparing(container -> container.id().value());

    private final Map<String, List<String>> filters;
    private final Map<String, List<Pattern>> patterns = new HashMap<>();
    private final Set<Integer> exitCodes = new HashSet<>();
    private final List<PortText> exposed;
    private final List<PortText> published;

    private ContainerFilters(Map<String, List<String>> filters) {
        this.filters = filters;
        for (String value : values("exited")) {
            exitCodes.add(exitCode(value));
        }
        oneOf("status", ContainerStatus.WORDS, "state");
        oneOf("health", HEALTHS, "health");
        oneOf("is-task", List.of("true", "false", "1", "0"), "is-task");
        this.exposed = ports("expose");
        this.published = ports("publish");
        for (String key : List.of("id", "name", "status")) {
            patterns.put(key, patterns(values(key)));
        }
    }

    /**
     * Checks the filters of a request.
     *
     * @throws InvalidParameter {@code invalid filter 'x'} or {@code invalid filter 'key=x'} and why
     */
    static ContainerFilters of(Map<String, List<String>> filters) {
        for (String key : filters.keySet()) {
            if (!KEYS.contains(key)) {
                throw new InvalidParameter("invalid filter '" + key + "'");
            }
        }
        return new ContainerFilters(filters);
    }

    /**
     * What a list asks for besides filters.
     *
     * @param all also containers that do not run
     * @param limit 0 or less for none; any other implies {@code all}
     * @param since name, id or unique prefix of a container, or null: only newer ones
     * @param before likewise: only older ones
     */
    record Query(boolean all, int limit, String since, String before) {
        static final Query RUNNING = new Query(false, 0, null, null);
        static final Query ALL = new Query(true, 0, null, null);
    }

    /**
     * The containers that match, newest first.
     *
     * @param images finds the image of an {@code ancestor} filter
     * @throws NotFound {@code No such container: x} for the one of {@code since} or {@code before}
     */
    List<ContainerSummary> select(
            Collection<ContainerSummary> containers,
            Query query,
            Function<String, Optional<Digest>> images) {
        List<ContainerSummary> sorted = new ArrayList<>(containers);
        sorted.sort(NEWEST_FIRST);
        Optional<ContainerId> since = border("since", query.since(), sorted);
        Optional<ContainerId> before = border("before", query.before(), sorted);
        Predicate<ContainerSummary> matches = predicate(query, images);
        List<ContainerSummary> selected = new ArrayList<>();
        boolean reached = before.isEmpty();
        for (ContainerSummary container : sorted) {
            if (since.filter(container.id()::equals).isPresent()) {
                break;
            }
            if (query.limit() > 0 && selected.size() == query.limit()) {
                break;
            }
            if (reached && matches.test(container)) {
                selected.add(container);
            }
            reached = reached || before.filter(container.id()::equals).isPresent();
        }
        return selected;
    }

    private Predicate<ContainerSummary> predicate(
            Query query, Function<String, Optional<Digest>> images) {
        boolean all = query.all() || query.limit() > 0 || filters.containsKey("status");
        boolean byAncestor = !values("ancestor").isEmpty();
        Set<Digest> ancestors = new HashSet<>();
        values("ancestor").forEach(name -> images.apply(name).ifPresent(ancestors::add));
        return container ->
                (all || ContainerStatus.active(container.state()))
                        && (matches("name", "/" + container.name())
                                || matches("name", container.name()))
                        && matches("id", container.id().value())
                        && matches("status", ContainerStatus.word(container.state()))
                        && labels(filters, container.labels())
                        && (!byAncestor || ancestors.contains(container.imageId()))
                        && noTask()
                        && (values("health").isEmpty() || values("health").contains("none"))
                        && exitCode(container.state())
                        && (values("volume").isEmpty()
                                || values("volume").stream()
                                        .anyMatch(container.volumes()::contains))
                        && network(container)
                        && port(container);
    }

    /**
     * Whether a container's labels match filters {@code label}, of which all must be there, and
     * {@code label!}, of which not all may be.
     */
    static boolean labels(Map<String, List<String>> filters, Map<String, String> own) {
        List<String> wanted = filters.getOrDefault("label", List.of());
        List<String> unwanted = filters.getOrDefault("label!", List.of());
        return wanted.stream().allMatch(value -> has(value, own))
                && (unwanted.isEmpty() || !unwanted.stream().allMatch(value -> has(value, own)));
    }

    private static boolean has(String filter, Map<String, String> own) {
        int cut = filter.indexOf('=');
        if (cut < 0) {
            return own.containsKey(filter);
        }
        return filter.substring(cut + 1).equals(own.get(filter.substring(0, cut)));
    }

    private boolean matches(String key, String text) {
        List<String> values = values(key);
        return values.isEmpty()
                || values.contains(text)
                || patterns.get(key).stream()
                        .anyMatch(pattern -> pattern.matcher(new BoundedText(text)).find());
    }

    /** Tasks are Swarm's; there are none. */
    private boolean noTask() {
        return values("is-task").isEmpty()
                || values("is-task").stream().anyMatch(Set.of("false", "0")::contains);
    }

    private boolean exitCode(ContainerState state) {
        return exitCodes.isEmpty()
                || (!ContainerStatus.active(state)
                        && ContainerStatus.lastExit(state).isPresent()
                        && exitCodes.contains(ContainerStatus.exitCode(state)));
    }

    private boolean network(ContainerSummary container) {
        return values("network").isEmpty()
                || values("network").stream()
                        .anyMatch(
                                wanted ->
                                        container.networks().containsKey(wanted)
                                                || container.networks().values().stream()
                                                        .anyMatch(id -> id.startsWith(wanted)));
    }

    private boolean port(ContainerSummary container) {
        return (exposed.isEmpty() && published.isEmpty())
                || meets(exposed, container.exposedPorts())
                || meets(published, container.publishedPorts());
    }

    private static boolean meets(List<PortText> wanted, Set<String> ports) {
        return ports.stream()
                .map(PortText::parse)
                .anyMatch(port -> wanted.stream().anyMatch(port::meets));
    }

    private Optional<ContainerId> border(
            String key, String parameter, List<ContainerSummary> containers) {
        List<String> values = values(key);
        if (!values.isEmpty()) {
            List<ContainerId> found = values.stream().map(name -> find(name, containers)).toList();
            return Optional.of(found.getLast());
        }
        return parameter == null || parameter.isEmpty()
                ? Optional.empty()
                : Optional.of(find(parameter, containers));
    }

    private static ContainerId find(String wanted, List<ContainerSummary> containers) {
        String name = wanted.startsWith("/") ? wanted.substring(1) : wanted;
        List<ContainerSummary> byPrefix = new ArrayList<>();
        for (ContainerSummary container : containers) {
            if (container.name().equals(name) || container.id().value().equals(wanted)) {
                return container.id();
            }
            if (!wanted.isEmpty() && container.id().value().startsWith(wanted)) {
                byPrefix.add(container);
            }
        }
        if (byPrefix.size() == 1) {
            return byPrefix.getFirst().id();
        }
        throw new NotFound("No such container: " + wanted);
    }

    private List<String> values(String key) {
        return filters.getOrDefault(key, List.of());
    }

    private void oneOf(String key, List<String> allowed, String what) {
        for (String value : values(key)) {
            if (!allowed.contains(value)) {
                throw new InvalidParameter(
                        "invalid filter '%s=%s': invalid value for %s (%s): must be one of %s"
                                .formatted(key, value, what, value, String.join(", ", allowed)));
            }
        }
    }

    private static int exitCode(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new InvalidParameter("invalid filter 'exited=" + value + "'", e);
        }
    }

    private List<PortText> ports(String key) {
        List<PortText> ports = new ArrayList<>();
        for (String value : values(key)) {
            if (value.contains(":")) {
                throw new InvalidParameter(
                        "filter for '" + key + "' should not contain ':': " + value);
            }
            try {
                ports.add(PortText.parse(value));
            } catch (InvalidParameter e) {
                throw new InvalidParameter(
                        "error while looking up for " + key + " " + value + ": " + e.getMessage(),
                        e);
            }
        }
        return ports;
    }

    private static List<Pattern> patterns(List<String> values) {
        return values.stream().map(ContainerFilters::pattern).flatMap(Optional::stream).toList();
    }

    /** A value that is no pattern matches only what equals it, as with Docker. */
    private static Optional<Pattern> pattern(String value) {
        try {
            return Optional.of(Pattern.compile(value));
        } catch (PatternSyntaxException _) {
            return Optional.empty();
        }
    }
}
