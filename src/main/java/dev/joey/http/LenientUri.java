package dev.joey.http;

/**
 * Request targets as Go's server takes them: people type {@code ?filters={"name":["a"]}} into curl,
 * and {@link java.net.URI} would refuse the braces and quotes.
 */
final class LenientUri {
    private static final String HEX = "0123456789ABCDEF";
    private static final String REFUSED = "\"<>\\^`{|}";

    private LenientUri() {}

    /** Escapes what a URI may not hold as it is; all else is left alone. */
    static String encode(String target) {
        int query = target.indexOf('?');
        StringBuilder escaped = null;
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            boolean inPath = query < 0 || i < query;
            boolean refused =
                    REFUSED.indexOf(c) >= 0 || c > '~' || (inPath && (c == '[' || c == ']'));
            if (refused && escaped == null) {
                escaped = new StringBuilder(target.length() + 16).append(target, 0, i);
            }
            if (escaped != null) {
                append(escaped, c, refused);
            }
        }
        return escaped == null ? target : escaped.toString();
    }

    // The decoder reads bytes as ISO 8859-1, so that a character is a byte.
    private static void append(StringBuilder text, char c, boolean escape) {
        if (escape && c <= 0xff) {
            text.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
        } else {
            text.append(c);
        }
    }
}
