package dev.joey.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The progress of pulls and pushes in Docker's words, one JSON object per message. */
final class TransferMessages {
    private final Consumer<ObjectNode> out;
    private final BooleanSupplier gone;

    /**
     * Writes to {@code out}.
     *
     * @param gone whether the client has left
     */
    TransferMessages(Consumer<ObjectNode> out, BooleanSupplier gone) {
        this.out = out;
        this.gone = gone;
    }

    /** Whether nobody reads any more. */
    boolean isGone() {
        return gone.getAsBoolean();
    }

    /** A line of its own. */
    void line(String status) {
        out.accept(JsonNodeFactory.instance.objectNode().put("status", status));
    }

    /** A line of its own that has an id, as {@code latest: Pulling from library/busybox}. */
    void line(String id, String status) {
        out.accept(JsonNodeFactory.instance.objectNode().put("status", status).put("id", id));
    }

    /** What a layer is doing. */
    void layer(String id, String status) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("status", status);
        message.putObject("progressDetail");
        out.accept(message.put("id", id));
    }

    /** How far a layer is. */
    void layer(String id, String status, long currentBytes, long totalBytes) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("status", status);
        message.putObject("progressDetail").put("current", currentBytes).put("total", totalBytes);
        message.put("progress", LoadMessages.bar(currentBytes, totalBytes));
        out.accept(message.put("id", id));
    }

    /** For how long a layer has been at something that has no measure. */
    void layerSeconds(String id, String status, long seconds) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("status", status);
        message.putObject("progressDetail").put("current", seconds).put("units", "s");
        message.put("progress", seconds + " s");
        out.accept(message.put("id", id));
    }

    /** What programs read at the end of a push. */
    void aux(ObjectNode content) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putObject("progressDetail");
        message.set("aux", content);
        out.accept(message);
    }
}
