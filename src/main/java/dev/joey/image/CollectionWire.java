package dev.joey.image;

import dev.joey.image.wire.CollectedImages;
import dev.joey.oci.Reference;

/** A collection as the API tells it. */
final class CollectionWire {
    private CollectionWire() {}

    static CollectedImages of(CollectImages.Plan plan) {
        return new CollectedImages(
                plan.usedBytes(),
                plan.totalBytes(),
                plan.images().stream()
                        .map(
                                candidate ->
                                        new CollectedImages.Item(
                                                candidate.image().id().value(),
                                                candidate.image().names().stream()
                                                        .map(Reference::familiar)
                                                        .toList(),
                                                candidate.bytes(),
                                                candidate.unusedSince().toString()))
                        .toList(),
                plan.images().stream().mapToLong(CollectImages.Candidate::bytes).sum());
    }
}
