package dev.joey.container;

import dev.joey.error.EngineException;
import dev.joey.oci.HexDigits;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A container's id.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record ContainerId(String value) {
    private static final int DIGITS = 64;

    /**
     * @throws EngineException.InvalidParameter if the text has another form
     */
    public ContainerId {
        if (!isOne(value)) {
            throw new EngineException.InvalidParameter(
                    "invalid container id "
                            + value
                            + ": 64 lower-case hexadecimal digits are needed");
        }
    }

    /** Whether a text has the form of an id. */
    static boolean isOne(String text) {
        return HexDigits.are(text, 0, DIGITS);
    }

    /** A new id from a secure source. */
    public static ContainerId random(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new ContainerId(HexFormat.of().formatHex(bytes));
    }

    /** The first 12 digits, as users see it. */
    public String brief() {
        return value.substring(0, 12);
    }

    @Override
    public String toString() {
        return value;
    }
}
