package dev.joey.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Consumer;

/** A load's progress in Docker's words, one JSON object per message. */
final class LoadMessages implements LoadProgress {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    private static final int BAR_CHARS = 50;

    private final boolean quiet;
    private final Consumer<ObjectNode> out;

    /**
     * Writes to {@code out}.
     *
     * @param quiet whether layers are passed over in silence
     */
    LoadMessages(boolean quiet, Consumer<ObjectNode> out) {
        this.quiet = quiet;
        this.out = out;
    }

    @Override
    public void layer(String shortId, long currentBytes, long totalBytes) {
        if (quiet) {
            return;
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("status", "Loading layer");
        message.putObject("progressDetail").put("current", currentBytes).put("total", totalBytes);
        message.put("progress", bar(currentBytes, totalBytes)).put("id", shortId);
        out.accept(message);
    }

    @Override
    public void renamed(Reference name, Digest former) {
        stream(
                "The image %s already exists, renaming the old one with ID %s to empty string\n"
                        .formatted(name.familiar(), former));
    }

    @Override
    public void loaded(Reference name) {
        stream("Loaded image: " + name.familiar() + "\n");
    }

    @Override
    public void loaded(Image image) {
        stream("Loaded image ID: " + image.id() + "\n");
    }

    private void stream(String text) {
        out.accept(JsonNodeFactory.instance.objectNode().put("stream", text));
    }

    /** Docker's progress bar, {@code [====> ] 12.3MB/40MB}. */
    static String bar(long current, long total) {
        if (total <= 0) {
            return current <= 0 ? "" : "%8s".formatted(size(current));
        }
        int filled = (int) Math.min(BAR_CHARS, (double) current / total * 100 / 2);
        String sizes =
                current > total
                        ? "%8s".formatted(size(current))
                        : "%8s/%s".formatted(size(current), size(total));
        return "[" + "=".repeat(filled) + ">" + " ".repeat(BAR_CHARS - filled) + "] " + sizes;
    }

    /** Bytes in decimal units with four digits at most, as {@code 32.77kB}. */
    private static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String digits =
                BigDecimal.valueOf(value)
                        .round(new MathContext(4, RoundingMode.HALF_EVEN))
                        .stripTrailingZeros()
                        .toPlainString();
        return digits + UNITS[unit];
    }
}
