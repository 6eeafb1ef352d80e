package dev.joey.linux;

import java.util.List;

/**
 * Something mounted inside a root for a look from outside.
 *
 * @param type empty for a bind
 * @param source of the host
 * @param destination absolute, inside the root; made if it is not there; empty for the root itself
 * @param below a path within {@code source} that is bound instead of all of it; empty for all
 */
public record PrivateMount(
        String type, String source, String destination, String below, List<String> options) {
    public PrivateMount {
        options = List.copyOf(options);
    }
}
