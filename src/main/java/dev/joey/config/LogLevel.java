package dev.joey.config;

import java.util.Locale;

/**
 * How much is logged, in the names of the log manager.
 *
 * @param ours the level of Joey's own classes
 * @param others the level of the libraries, which at debug would drown Joey's lines
 */
public record LogLevel(String ours, String others) {
    /**
     * The level of {@code --debug} and {@code --log-level} together; debug wins, as with dockerd.
     */
    public static LogLevel of(boolean debug, String level) {
        String ours = debug ? "DEBUG" : level.toUpperCase(Locale.ROOT);
        return new LogLevel(ours, ours.equals("DEBUG") ? "INFO" : ours);
    }
}
