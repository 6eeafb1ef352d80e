package dev.joey.image;

import dev.joey.oci.Platform;
import dev.joey.oci.RunConfig;
import java.util.Optional;

/**
 * An image to be made of another one and one layer more.
 *
 * @param base what it stands on; absent for an image of one layer
 * @param createdBy the command that made the layer, or empty
 * @param repo its name, perhaps with a tag; empty for none
 * @param tag of the name, or empty
 * @param action of the event that tells of it; empty if only the name is told of
 */
public record NewImage(
        Optional<Image> base,
        RunConfig config,
        Platform platform,
        String author,
        String comment,
        String createdBy,
        String repo,
        String tag,
        String action) {}
