package dev.joey.stdio;

import dev.joey.error.EngineException;
import java.io.ByteArrayOutputStream;

/**
 * The keys that detach a client from a terminal: their notation, and finding them in what the
 * client types. Source: {@code detachKeys} of the Docker API's attach, as dockerd reads it.
 */
public final class DetachKeys {
    private static final byte[] CTRL_P_CTRL_Q = {16, 17};

    /** The control characters' names by their code, 0 to 31. */
    private static final String CONTROLS = "@abcdefghijklmnopqrstuvwxyz[\\]^_";

    private final byte[] keys;
    private int matched;

    /** Looks for {@code keys}; null or none means the default, ctrl-p then ctrl-q. */
    DetachKeys(byte[] keys) {
        this.keys = keys == null || keys.length == 0 ? CTRL_P_CTRL_Q : keys.clone();
    }

    /**
     * Reads Docker's notation: keys separated by commas, each a single character, {@code ctrl-} and
     * one of {@code a-z @ [ \ ] ^ _}, or {@code DEL}.
     *
     * @param notation empty for the default
     * @return one byte per key; none for the default
     * @throws EngineException.InvalidParameter with Docker's text
     */
    public static byte[] parse(String notation) {
        ByteArrayOutputStream codes = new ByteArrayOutputStream();
        if (notation.isEmpty()) {
            return codes.toByteArray();
        }
        for (String key : notation.split(",", -1)) {
            int code = code(key);
            if (code < 0) {
                throw new EngineException.InvalidParameter(
                        "Invalid detach keys (" + notation + ") provided");
            }
            codes.write(code);
        }
        return codes.toByteArray();
    }

    private static int code(String key) {
        if (key.length() == 1 && key.charAt(0) < 128) {
            return key.charAt(0);
        }
        if (key.equals("DEL")) {
            return 127;
        }
        return key.length() == 6 && key.startsWith("ctrl-") ? CONTROLS.indexOf(key.charAt(5)) : -1;
    }

    /**
     * Looks through what was typed. Keys that may be the beginning of the sequence are kept back
     * until the next ones tell; as in Docker, a key that breaks a sequence begins none.
     */
    Typed pass(byte[] typed, int offset, int length) {
        ByteArrayOutputStream passed = new ByteArrayOutputStream(length + matched);
        for (int i = offset; i < offset + length; i++) {
            if (typed[i] == keys[matched]) {
                matched++;
                if (matched == keys.length) {
                    matched = 0;
                    return new Typed(passed.toByteArray(), true);
                }
            } else {
                passed.write(keys, 0, matched);
                matched = 0;
                passed.write(typed[i]);
            }
        }
        return new Typed(passed.toByteArray(), false);
    }

    /**
     * What came of it.
     *
     * @param passed for the container
     * @param detach whether the sequence is complete; what was typed after it is dropped
     */
    record Typed(byte[] passed, boolean detach) {}
}
