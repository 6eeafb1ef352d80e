package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import java.util.Map;
import java.util.Set;

/**
 * What the options of all log drivers have in common. The texts are dockerd's; dockerd checks some
 * values only at the first start, here all are checked at create.
 */
final class LogOptions {
    /** What dockerd takes when max-buffer-size is not given. */
    static final long DEFAULT_BUFFER_BYTES = 1_000_000;

    private static final Set<String> COMMON =
            Set.of(
                    "mode",
                    "max-buffer-size",
                    CacheOptions.DISABLED,
                    CacheOptions.PREFIX + "max-size",
                    CacheOptions.PREFIX + "max-file",
                    CacheOptions.PREFIX + "compress");

    private LogOptions() {}

    /** What dockerd checks before it looks at the driver's name. */
    static void checkMode(Map<String, String> options) {
        String mode = options.getOrDefault("mode", "");
        if (!Set.of("", "blocking", "non-blocking").contains(mode)) {
            throw invalid("logger: logging mode not supported: " + mode);
        }
        if (options.containsKey("max-buffer-size") && !mode.equals("non-blocking")) {
            throw invalid(
                    "logger: max-buffer-size option is only supported with 'mode=non-blocking'");
        }
        bufferBytes(options);
        CacheOptions.of(options);
    }

    /** Refuses an option that is neither common nor one of {@code own}. */
    static void checkKeys(Map<String, String> options, Set<String> own, String text) {
        for (String key : options.keySet()) {
            if (!own.contains(key) && !COMMON.contains(key)) {
                throw invalid("unknown log opt '" + key + "' for " + text);
            }
        }
    }

    /** The buffer of {@code mode=non-blocking}, in bytes; -1 for blocking. */
    static long bufferBytes(Map<String, String> options) {
        if (!options.getOrDefault("mode", "").equals("non-blocking")) {
            return -1;
        }
        String size = options.get("max-buffer-size");
        if (size == null) {
            return DEFAULT_BUFFER_BYTES;
        }
        try {
            return SizeText.binary(size);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(
                    "error parsing option max-buffer-size: " + e.getMessage(), e);
        }
    }

    /** A whole number as Go's strconv.Atoi reads it. */
    static int number(String text) {
        if (!text.matches("[+-]?[0-9]+")) {
            throw invalid("strconv.Atoi: parsing \"" + text + "\": invalid syntax");
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new EngineException.InvalidParameter(
                    "strconv.Atoi: parsing \"" + text + "\": value out of range", e);
        }
    }

    /** A yes or no as Go's strconv.ParseBool reads it. */
    static boolean truth(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw invalid("strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
        };
    }

    static EngineException.InvalidParameter invalid(String message) {
        return new EngineException.InvalidParameter(message);
    }
}
