package dev.joey.http;

import dev.joey.error.EngineException;

/** The size of a terminal in cells, each 0 to 65535, as the resize routes' query tells it. */
public record TerminalSize(int height, int width) {
    /** A terminal's own limit. Source: {@code struct winsize} of ioctl_tty(2). */
    private static final long MOST_CELLS = 0xffff;

    /**
     * Reads it.
     *
     * @throws EngineException.InvalidParameter if a number is missing, malformed or out of range;
     *     the text is Docker's
     */
    public static TerminalSize parse(String height, String width) {
        return new TerminalSize(cells("height", height), cells("width", width));
    }

    private static int cells(String name, String text) {
        String given = text == null ? "" : text;
        if (!given.matches("-?[0-9]+")) {
            throw invalid(name, given, "invalid syntax");
        }
        if (given.startsWith("-") || given.length() > 10 || Long.parseLong(given) > MOST_CELLS) {
            throw invalid(name, given, "value out of range");
        }
        return Integer.parseInt(given);
    }

    private static EngineException invalid(String name, String given, String why) {
        return new EngineException.InvalidParameter(
                "invalid resize " + name + " \"" + given + "\": " + why);
    }
}
