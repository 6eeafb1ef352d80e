package dev.joey.volume;

import dev.joey.error.EngineException.InvalidParameter;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names of volumes, which are names of folders too. Source: dockerd 28.5, local driver. */
final class VolumeName {
    private static final String CHARS = "[a-zA-Z0-9][a-zA-Z0-9_.-]";
    private static final Pattern VALID = Pattern.compile(CHARS + "*");
    private static final int LONGEST = 255;
    private static final SecureRandom RANDOM = new SecureRandom();

    private VolumeName() {}

    /**
     * Checks a name that a user gave.
     *
     * @throws InvalidParameter in Docker's words
     */
    static String check(String name) {
        if (name.length() == 1) {
            throw new InvalidParameter(
                    "create "
                            + name
                            + ": volume name is too short, names should be at least two"
                            + " alphanumeric characters");
        }
        if (!VALID.matcher(name).matches()) {
            throw new InvalidParameter(
                    "create "
                            + name
                            + ": \""
                            + name
                            + "\" includes invalid characters for a local volume name, only \""
                            + CHARS
                            + "\" are allowed. If you intended to pass a host directory, use"
                            + " absolute path");
        }
        if (name.length() > LONGEST) {
            throw new InvalidParameter("create " + name + ": volume name is too long");
        }
        return name;
    }

    /** A name for a volume that nobody names. */
    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
