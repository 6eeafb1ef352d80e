package dev.joey.system;

import dev.joey.metrics.ActionMetrics;
import dev.joey.metrics.ActionMetrics.Subject;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Counts and times the actions that clients ask for over HTTP, each once, from the request's head
 * to the answer's end. Names of actions are PouchContainer's, where it has one.
 */
@ApplicationScoped
class CountedActions {
    /** After the version is off the path: dev.joey.http does that at 1000. */
    private static final int BEHIND_THE_VERSION = 900;

    private static final Set<String> CONTAINER_VERBS =
            Set.of(
                    "start", "stop", "restart", "kill", "pause", "unpause", "rename", "update",
                    "upgrade");

    private final ActionMetrics metrics;

    CountedActions(ActionMetrics metrics) {
        this.metrics = metrics;
    }

    /** An action as it is counted. */
    record Action(Subject subject, String name) {}

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEHIND_THE_VERSION);
    }

    private void handle(RoutingContext context) {
        of(context.request().method().name(), context.request().path())
                .ifPresent(action -> record(context, action));
        context.next();
    }

    private void record(RoutingContext context, Action action) {
        long began = System.nanoTime();
        context.addEndHandler(
                end ->
                        metrics.record(
                                action.subject(),
                                action.name(),
                                Duration.ofNanos(System.nanoTime() - began),
                                end.succeeded() && context.response().getStatusCode() < 400));
    }

    /** The action that a request without version asks for; empty for all that only look. */
    static Optional<Action> of(String method, String path) {
        if (path == null || !(method.equals("POST") || method.equals("DELETE"))) {
            return Optional.empty();
        }
        String[] parts = path.split("/", -1);
        if (parts.length < 3) {
            return Optional.empty();
        }
        return switch (parts[1]) {
            case "containers" ->
                    container(method, parts).map(name -> new Action(Subject.CONTAINER, name));
            case "images" -> image(method, parts).map(name -> new Action(Subject.IMAGE, name));
            default -> Optional.empty();
        };
    }

    private static Optional<String> container(String method, String... parts) {
        if (method.equals("DELETE")) {
            return parts.length == 3 ? Optional.of("delete") : Optional.empty();
        }
        if (parts.length == 3) {
            return parts[2].equals("create") || parts[2].equals("prune")
                    ? Optional.of(parts[2])
                    : Optional.empty();
        }
        return parts.length == 4 && CONTAINER_VERBS.contains(parts[3])
                ? Optional.of(parts[3])
                : Optional.empty();
    }

    private static Optional<String> image(String method, String... parts) {
        if (method.equals("DELETE")) {
            return Optional.of("delete");
        }
        if (parts.length == 3) {
            return switch (parts[2]) {
                case "create" -> Optional.of("pull");
                case "load", "prune" -> Optional.of(parts[2]);
                default -> Optional.empty();
            };
        }
        // Names of images hold slashes: only the end tells.
        return switch (parts[parts.length - 1]) {
            case "tag", "push" -> Optional.of(parts[parts.length - 1]);
            default -> Optional.empty();
        };
    }
}
