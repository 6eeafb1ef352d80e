package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as users write them for Docker (docker/go-units): a number, maybe with a fraction, a space,
 * one of k, m, g, t, p, and {@code b} or {@code ib}, in any case.
 */
final class SizeText {
    private static final Pattern SIZE = Pattern.compile("([0-9. ]*[0-9.]) ?([^0-9. ]*)");
    private static final String UNITS = "kmgtp";

    private SizeText() {}

    /** {@code 1k} is 1,000 bytes; {@code max-size} counts so. */
    static long decimal(String text) {
        return parse(text, 1_000);
    }

    /** {@code 1k} is 1,024 bytes; {@code max-buffer-size} counts so. */
    static long binary(String text) {
        return parse(text, 1_024);
    }

    private static long parse(String text, int base) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new EngineException.InvalidParameter("invalid size: '" + text + "'");
        }
        double number;
        try {
            number = Double.parseDouble(size.group(1));
        } catch (NumberFormatException e) {
            throw new EngineException.InvalidParameter("invalid size: '" + text + "'", e);
        }
        String suffix = size.group(2).toLowerCase(Locale.ROOT);
        if (suffix.isEmpty() || suffix.equals("b")) {
            return (long) number;
        }
        int unit = UNITS.indexOf(suffix.charAt(0));
        String rest = suffix.substring(1);
        if (unit < 0 || !(rest.isEmpty() || rest.equals("b") || rest.equals("ib"))) {
            throw new EngineException.InvalidParameter("invalid suffix: '" + suffix + "'");
        }
        return (long) (number * Math.pow(base, unit + 1));
    }
}
