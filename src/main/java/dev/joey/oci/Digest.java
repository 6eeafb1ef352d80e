package dev.joey.oci;

import dev.joey.error.EngineException;
import java.util.regex.Pattern;

/**
 * A content digest, {@code algorithm:hex}. Source: OCI image-spec, "Digests".
 *
 * @param value the whole text, as {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record Digest(String value) {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    /**
     * @throws EngineException.InvalidParameter if the text is no digest of a registered algorithm
     */
    public Digest {
        if (!FORM.matcher(value).matches()) {
            throw new EngineException.InvalidParameter("invalid digest: " + value);
        }
    }

    /** The hexadecimal digits after the colon. */
    public String hex() {
        return value.substring(value.indexOf(':') + 1);
    }

    /** The algorithm before the colon. */
    public String algorithm() {
        return value.substring(0, value.indexOf(':'));
    }

    @Override
    public String toString() {
        return value;
    }
}
