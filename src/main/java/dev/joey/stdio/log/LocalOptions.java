package dev.joey.stdio.log;

import static dev.joey.stdio.log.LogOptions.invalid;

import dev.joey.error.EngineException;
import java.util.Map;
import java.util.Set;

/** The options of the driver {@code local}: unless told otherwise 5 compressed files of 20 MB. */
final class LocalOptions {
    private static final Set<String> OWN = Set.of("max-size", "max-file", "compress");
    private static final long DEFAULT_BYTES = 20_000_000;
    private static final int DEFAULT_FILES = 5;

    private LocalOptions() {}

    /** Checks all options of the driver. */
    static Rotation of(Map<String, String> options) {
        LogOptions.checkKeys(options, OWN, "log driver local");
        return rotation(options, "");
    }

    /**
     * When files change.
     *
     * @param prefix put before the options' names
     */
    static Rotation rotation(Map<String, String> options, String prefix) {
        String size = options.get(prefix + "max-size");
        long maxBytes = size == null ? DEFAULT_BYTES : bytes(size);
        String files = options.get(prefix + "max-file");
        int maxFiles = files == null ? DEFAULT_FILES : number(files);
        String packed = options.get(prefix + "compress");
        boolean compress = packed == null || truth(packed);
        if (maxBytes < 0) {
            throw invalid("max size should be a positive number");
        }
        if (maxFiles < 0) {
            throw invalid("max file count cannot be less than 0");
        }
        if (compress && maxFiles <= 1) {
            throw invalid("compression cannot be enabled when max file count is 1");
        }
        // No size is no limit, and no file is one file, as dockerd's file writer takes them.
        return new Rotation(maxBytes == 0 ? -1 : maxBytes, Math.max(1, maxFiles), compress);
    }

    private static long bytes(String text) {
        try {
            return SizeText.decimal(text);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(
                    "invalid value for max-size: " + text + ": " + e.getMessage(), e);
        }
    }

    private static int number(String text) {
        try {
            return LogOptions.number(text);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(
                    "invalid value for max-file: " + text + ": " + e.getMessage(), e);
        }
    }

    private static boolean truth(String text) {
        try {
            return LogOptions.truth(text);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(
                    "error reading compress log option: " + e.getMessage(), e);
        }
    }
}
