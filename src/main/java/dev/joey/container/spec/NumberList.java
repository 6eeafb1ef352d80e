package dev.joey.container.spec;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list of CPUs or memory nodes, as {@code 0-2,7}. Source: cpuset(7), "List format". */
record NumberList(BitSet numbers) {
    /** More than any kernel has; a limit, so that no request costs memory. */
    private static final int MAXIMUM = 8191;

    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    /**
     * Reads a list; the empty text is the empty list.
     *
     * @throws InvalidParameter if the text is no list, in Docker's words
     */
    static NumberList parse(String text) {
        BitSet numbers = new BitSet();
        if (!text.isEmpty()) {
            for (String part : text.split(",", -1)) {
                add(part, text, numbers);
            }
        }
        return new NumberList(numbers);
    }

    private static void add(String part, String whole, BitSet numbers) {
        Matcher matcher = PART.matcher(part.strip());
        if (!matcher.matches()) {
            throw invalid(whole);
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (last < first) {
            throw invalid(whole);
        }
        if (last > MAXIMUM) {
            throw new InvalidParameter("value of out range, maximum is " + MAXIMUM);
        }
        numbers.set(first, last + 1);
    }

    private static InvalidParameter invalid(String text) {
        return new InvalidParameter("invalid format: " + text);
    }

    int count() {
        return numbers.cardinality();
    }

    boolean contains(NumberList other) {
        BitSet rest = (BitSet) other.numbers.clone();
        rest.andNot(numbers);
        return rest.isEmpty();
    }
}
