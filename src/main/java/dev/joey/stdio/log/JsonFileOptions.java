package dev.joey.stdio.log;

import static dev.joey.stdio.log.LogOptions.invalid;

import java.util.Map;
import java.util.Set;

/**
 * The options of the driver {@code json-file}, checked.
 *
 * @param rotation when files change
 * @param bufferBytes the buffer of {@code mode=non-blocking}; -1 for blocking
 */
record JsonFileOptions(Rotation rotation, long bufferBytes) {
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

    static JsonFileOptions of(Map<String, String> options) {
        LogOptions.checkMode(options);
        LogOptions.checkKeys(options, OWN, "json-file log driver");
        LogAttributes.check(options);
        return new JsonFileOptions(rotation(options), LogOptions.bufferBytes(options));
    }

    private static Rotation rotation(Map<String, String> options) {
        String size = options.get("max-size");
        long maxBytes = size == null ? -1 : SizeText.decimal(size);
        if (size != null && maxBytes <= 0) {
            throw invalid("max-size must be a positive number");
        }
        String files = options.get("max-file");
        int maxFiles = files == null ? 1 : LogOptions.number(files);
        if (maxFiles < 1) {
            throw invalid("max-file cannot be less than 1");
        }
        String packed = options.get("compress");
        boolean compress = packed != null && LogOptions.truth(packed);
        if (compress && (maxFiles == 1 || maxBytes == -1)) {
            throw invalid(
                    "compress cannot be true when max-file is less than 2 or max-size is not set");
        }
        return new Rotation(maxBytes, maxFiles, compress);
    }
}
