package dev.joey.image;

import dev.joey.oci.Reference;
import java.time.Instant;
import java.util.List;

/**
 * A pull that is under way, or that ended early and is gone on with by the next attempt.
 *
 * @param id also the name of the lease that holds what came
 * @param platform as asked; empty for the host's
 * @param failure of the last attempt; empty without
 * @param layers from the base upwards
 */
record UnfinishedPull(
        String id,
        Reference reference,
        String platform,
        Instant startedAt,
        Instant touchedAt,
        String failure,
        List<dev.joey.oci.Descriptor> layers) {
    UnfinishedPull {
        layers = List.copyOf(layers);
    }
}
