package dev.joey.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.joey.metrics.ActionMetrics.Subject;
import dev.joey.system.CountedActions.Action;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedActionsTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /containers/create, CONTAINER, create",
        "POST, /containers/web/start, CONTAINER, start",
        "POST, /containers/web/rename, CONTAINER, rename",
        "POST, /containers/prune, CONTAINER, prune",
        "DELETE, /containers/web, CONTAINER, delete",
        "POST, /images/create, IMAGE, pull",
        "POST, /images/load, IMAGE, load",
        "POST, /images/example.org/a/b/tag, IMAGE, tag",
        "DELETE, /images/example.org/a/b, IMAGE, delete"
    })
    void whatChangesSomethingIsCounted(String method, String path, Subject subject, String name) {
        assertEquals(Optional.of(new Action(subject, name)), CountedActions.of(method, path));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /containers/json",
        "POST, /containers/web/wait",
        "POST, /containers/web/attach",
        "DELETE, /containers/web/checkpoints/a",
        "POST, /v1.51/containers/create",
        "POST, /build",
        "GET, /images/a/json"
    })
    void whatOnlyLooksIsNot(String method, String path) {
        assertEquals(Optional.empty(), CountedActions.of(method, path));
    }
}
