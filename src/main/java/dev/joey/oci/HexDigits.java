package dev.joey.oci;

/** Checks hexadecimal texts. A loop, since lists check thousands of ids. */
public final class HexDigits {
    private HexDigits() {}

    /** Whether a text from an index on consists of so many lower-case digits and nothing more. */
    public static boolean are(String text, int from, int count) {
        if (text.length() != from + count) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }
}
