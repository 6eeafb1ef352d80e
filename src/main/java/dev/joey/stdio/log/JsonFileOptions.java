package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import java.util.Map;
import java.util.Set;

/**
 * The options of a log, checked. The texts are dockerd's; dockerd checks values only at the first
 * start, here they are checked at create.
 *
 * @param rotation when files change
 * @param bufferBytes the buffer of {@code mode=non-blocking}; -1 for blocking
 */
record JsonFileOptions(Rotation rotation, long bufferBytes) {
    private static final Set<String> COMMON = Set.of("mode", "max-buffer-size");
    private static final Set<String> OWN =
            Set.of(
                    "max-file",
                    "max-size",
                    "compress",
                    "labels",
                    "labels-regex",
                    "env",
                    "env-regex",
                    "tag");

    /** What dockerd takes when max-buffer-size is not given. */
    private static final long DEFAULT_BUFFER_BYTES = 1_000_000;

    static JsonFileOptions of(Map<String, String> options) {
        checkMode(options);
        for (String key : options.keySet()) {
            if (!OWN.contains(key) && !COMMON.contains(key)) {
                throw invalid("unknown log opt '" + key + "' for json-file log driver");
            }
        }
        LogAttributes.check(options);
        return new JsonFileOptions(rotation(options), bufferBytes(options));
    }

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
    }

    private static long bufferBytes(Map<String, String> options) {
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

    private static Rotation rotation(Map<String, String> options) {
        String size = options.get("max-size");
        long maxBytes = size == null ? -1 : SizeText.decimal(size);
        if (size != null && maxBytes <= 0) {
            throw invalid("max-size must be a positive number");
        }
        String files = options.get("max-file");
        int maxFiles = files == null ? 1 : number(files);
        if (maxFiles < 1) {
            throw invalid("max-file cannot be less than 1");
        }
        String packed = options.get("compress");
        boolean compress = packed != null && truth(packed);
        if (compress && (maxFiles == 1 || maxBytes == -1)) {
            throw invalid(
                    "compress cannot be true when max-file is less than 2 or max-size is not set");
        }
        return new Rotation(maxBytes, maxFiles, compress);
    }

    private static int number(String text) {
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

    private static boolean truth(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw invalid("strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
        };
    }

    private static EngineException.InvalidParameter invalid(String message) {
        return new EngineException.InvalidParameter(message);
    }
}
