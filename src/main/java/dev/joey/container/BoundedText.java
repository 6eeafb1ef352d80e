package dev.joey.container;

import dev.joey.error.EngineException.InvalidParameter;

/**
 * A text that a user's pattern may read only so often. Java's patterns backtrack, so that a few
 * characters could keep a processor busy for years; Docker's patterns cannot.
 */
final class BoundedText implements CharSequence {
    private static final int MOST_READS = 100_000;

    private final String text;
    private int reads;

    BoundedText(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++reads > MOST_READS) {
            throw new InvalidParameter("invalid filter: the pattern takes too long to match");
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
