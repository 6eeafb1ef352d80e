package dev.joey.oci;

import dev.joey.error.EngineException;

/**
 * A content digest, {@code algorithm:hex}. Source: OCI image-spec, "Digests".
 *
 * @param value the whole text, as {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record Digest(String value) {
    private static final String SHA_256 = "sha256:";
    private static final String SHA_512 = "sha512:";
    private static final int SHA_256_DIGITS = 64;
    private static final int SHA_512_DIGITS = 128;

    /**
     * @throws EngineException.InvalidParameter if the text is no digest of a registered algorithm
     */
    public Digest {
        boolean valid =
                value.startsWith(SHA_256)
                        ? HexDigits.are(value, SHA_256.length(), SHA_256_DIGITS)
                        : value.startsWith(SHA_512)
                                && HexDigits.are(value, SHA_512.length(), SHA_512_DIGITS);
        if (!valid) {
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
