package dev.joey.exec;

import dev.joey.error.EngineException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An exec's id.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record ExecId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * @throws EngineException.InvalidParameter if the text has another form
     */
    public ExecId {
        if (!FORM.matcher(value).matches()) {
            throw new EngineException.InvalidParameter(
                    "invalid exec id " + value + ": 64 lower-case hexadecimal digits are needed");
        }
    }

    static ExecId random(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new ExecId(HexFormat.of().formatHex(bytes));
    }

    /** Empty if the text cannot be an id of ours. */
    static Optional<ExecId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ExecId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
