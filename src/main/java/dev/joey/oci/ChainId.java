package dev.joey.oci;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Names of stacks of layers: equal stacks have equal names, whichever image they come from. Source:
 * OCI image-spec, "Layer ChainID".
 */
public final class ChainId {
    private ChainId() {}

    /**
     * The name of each stack of an image: of the base layer alone, of the base and the next, and so
     * on.
     *
     * @param diffIds from the base upwards
     */
    public static List<String> chain(List<String> diffIds) {
        List<String> chain = new ArrayList<>(diffIds.size());
        for (String diffId : diffIds) {
            chain.add(chain.isEmpty() ? diffId : sha256(chain.getLast() + " " + diffId));
        }
        return List.copyOf(chain);
    }

    /** The name of the whole stack; empty if there is no layer. */
    public static String of(List<String> diffIds) {
        return diffIds.isEmpty() ? "" : chain(diffIds).getLast();
    }

    private static String sha256(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.US_ASCII));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
