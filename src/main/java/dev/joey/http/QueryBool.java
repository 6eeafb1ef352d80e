package dev.joey.http;

import java.util.Locale;

/**
 * A yes or no in a query, read as Docker does: all but the empty text, {@code 0}, {@code no},
 * {@code false} and {@code none} is yes. Source: httputils.BoolValue of dockerd.
 *
 * @param value whether it is yes
 */
public record QueryBool(boolean value) {
    /** Reads the text of a parameter that is there; null is no. Called by JAX-RS. */
    public static QueryBool fromString(String text) {
        String word = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return new QueryBool(
                switch (word) {
                    case "", "0", "no", "false", "none" -> false;
                    default -> true;
                });
    }

    /** The value of a parameter that may be absent, which is null and means no. */
    public static boolean isTrue(QueryBool parameter) {
        return or(parameter, false);
    }

    /** The value of a parameter that may be absent, which is null. */
    public static boolean or(QueryBool parameter, boolean whenAbsent) {
        return parameter == null ? whenAbsent : parameter.value;
    }
}
