package dev.joey.stdio.log;

import java.util.Map;
import java.util.Set;

/** The options of the driver {@code journald}. */
final class JournaldOptions {
    private static final Set<String> OWN =
            Set.of("labels", "labels-regex", "env", "env-regex", "tag");

    private JournaldOptions() {}

    static void check(Map<String, String> options) {
        LogOptions.checkKeys(options, OWN, "journald log driver");
        LogAttributes.check(options);
    }
}
