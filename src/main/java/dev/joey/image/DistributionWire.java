package dev.joey.image;

import dev.joey.image.wire.DescriptorJson;
import dev.joey.image.wire.DistributionDocument;

/** From what a registry has to the API's JSON. */
final class DistributionWire {
    private DistributionWire() {}

    static DistributionDocument document(InspectDistribution.Found found) {
        return new DistributionDocument(
                new DescriptorJson(
                        found.descriptor().mediaType(),
                        found.descriptor().digest().value(),
                        found.descriptor().sizeBytes()),
                found.platforms().stream()
                        .map(
                                p ->
                                        new DistributionDocument.PlatformJson(
                                                p.architecture(), p.os(), p.variant()))
                        .toList());
    }
}
