package dev.joey.volume;

import java.time.Instant;
import java.util.Map;

/**
 * A volume.
 *
 * @param driver as {@code local}
 * @param labels null where none were sent, which Docker tells from an empty object
 * @param options of the driver, likewise
 */
public record Volume(
        String name,
        String driver,
        Instant createdAt,
        Map<String, String> labels,
        Map<String, String> options) {
    /** The label by which Docker knows volumes that nobody named. */
    public static final String ANONYMOUS = "com.docker.volume.anonymous";

    /** The driver that is always there. */
    public static final String LOCAL = "local";

    /** Whether nobody named it. */
    public boolean anonymous() {
        return labels != null && labels.containsKey(ANONYMOUS);
    }

    /** The labels, never null. */
    Map<String, String> labelsOrNone() {
        return labels == null ? Map.of() : labels;
    }

    /** The options, never null. */
    Map<String, String> optionsOrNone() {
        return options == null ? Map.of() : options;
    }
}
