package dev.joey.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.error.EngineException;
import dev.joey.oci.Platform;
import java.util.List;
import java.util.Optional;

/** The parameters and messages of an import. Source: API page "Create an image". */
final class ImportWire {
    private static final String BODY = "-";

    private ImportWire() {}

    /**
     * Reads the parameters; null where one is absent.
     *
     * @throws EngineException.InvalidParameter if one is malformed
     */
    static ImportImage.Request of(
            String source,
            String repo,
            String tag,
            String message,
            List<String> changes,
            String platform) {
        if (!text(source).equals(BODY)) {
            throw new EngineException.NotImplemented(
                    "importing from a URL is not implemented: send the archive with fromSrc=-");
        }
        // Refused before the archive is read.
        var _ = NewName.optional(text(repo), text(tag));
        return new ImportImage.Request(
                text(repo),
                text(tag),
                text(message).isEmpty() ? "Imported from " + source : message,
                changes,
                Optional.of(text(platform)).filter(given -> !given.isEmpty()).map(Platform::parse));
    }

    /** Docker's last message: the id. */
    static ObjectNode done(Image image) {
        return JsonNodeFactory.instance.objectNode().put("status", image.id().value());
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter;
    }
}
