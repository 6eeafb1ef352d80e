package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import java.util.Map;
import java.util.Optional;

/**
 * The options of the local cache that lets the logs of drivers be read which send them away; its
 * files are those of the driver {@code local}.
 */
final class CacheOptions {
    static final String PREFIX = "cache-";
    static final String DISABLED = PREFIX + "disabled";

    private CacheOptions() {}

    /**
     * When the cache's files change; empty if there is to be no cache.
     *
     * @throws EngineException.InvalidParameter if a value is malformed
     */
    static Optional<Rotation> of(Map<String, String> options) {
        Rotation rotation = LocalOptions.rotation(options, PREFIX);
        String disabled = options.getOrDefault(DISABLED, "");
        if (disabled.isEmpty()) {
            return Optional.of(rotation);
        }
        try {
            return LogOptions.truth(disabled) ? Optional.empty() : Optional.of(rotation);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(
                    "invalid value for option " + DISABLED + ": " + disabled, e);
        }
    }
}
