package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.oci.Reference;

/**
 * A shell pattern for references. Source: Go's {@code path.Match}, which Docker uses: {@code *} and
 * {@code ?} don't match a slash, {@code [a-c]} and {@code [^a-c]} are classes, a backslash takes
 * the next character as it is.
 */
final class ReferenceGlob {
    private final String pattern;

    /**
     * Takes a pattern.
     *
     * @throws EngineException.InvalidParameter {@code syntax error in pattern}
     */
    ReferenceGlob(String pattern) {
        this.pattern = pattern;
        for (int i = 0; i < pattern.length(); i = step(i)) {
            if (pattern.charAt(i) == '[') {
                inClass(i, 'x');
            }
        }
    }

    /** Whether the familiar form, with or without tag and digest, is matched. */
    boolean matches(Reference reference) {
        return matches(reference.familiar()) || matches(reference.familiarName());
    }

    /** Greedy with one step back to the last star, so never exponential. */
    boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && one(p, text.charAt(t))) {
                p = step(p);
                t++;
            } else if (star >= 0 && text.charAt(resume) != '/') {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private boolean one(int at, char c) {
        return switch (pattern.charAt(at)) {
            case '?' -> c != '/';
            case '[' -> inClass(at, c);
            case '\\' -> pattern.charAt(at + 1) == c;
            default -> pattern.charAt(at) == c;
        };
    }

    /** Where the element after the one at {@code at} begins. */
    private int step(int at) {
        return switch (pattern.charAt(at)) {
            case '\\' -> {
                if (at + 1 == pattern.length()) {
                    throw malformed();
                }
                yield at + 2;
            }
            case '[' -> {
                int i = at + 1;
                if (i < pattern.length() && pattern.charAt(i) == '^') {
                    i++;
                }
                int first = i;
                while (i < pattern.length() && (pattern.charAt(i) != ']' || i == first)) {
                    i += pattern.charAt(i) == '\\' ? 2 : 1;
                }
                if (i >= pattern.length()) {
                    throw malformed();
                }
                yield i + 1;
            }
            default -> at + 1;
        };
    }

    private boolean inClass(int at, char c) {
        int end = step(at) - 1;
        int i = at + 1;
        boolean negated = pattern.charAt(i) == '^';
        i += negated ? 1 : 0;
        boolean found = false;
        while (i < end) {
            i += pattern.charAt(i) == '\\' ? 1 : 0;
            char low = pattern.charAt(i++);
            char high = low;
            if (i + 1 <= end && pattern.charAt(i) == '-') {
                i++;
                i += i < end && pattern.charAt(i) == '\\' ? 1 : 0;
                if (i >= end) {
                    throw malformed();
                }
                high = pattern.charAt(i++);
            }
            found |= low <= c && c <= high;
        }
        return found != negated;
    }

    private static EngineException malformed() {
        return new EngineException.InvalidParameter("syntax error in pattern");
    }
}
