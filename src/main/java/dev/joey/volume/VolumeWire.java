package dev.joey.volume;

import dev.joey.error.EngineException;
import dev.joey.volume.wire.CreateVolumeBody;
import dev.joey.volume.wire.VolumeDocument;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** Volumes as the API has them. */
public final class VolumeWire {
    private VolumeWire() {}

    /** Of disk usage: with what it holds. */
    public static VolumeDocument measured(MeasuredVolume measured, VolumeManager volumes) {
        return document(
                measured.volume(),
                volumes,
                null,
                new VolumeDocument.UsageData(measured.sizeBytes(), measured.users()));
    }

    static VolumeDocument listed(Volume volume, VolumeManager volumes) {
        return document(volume, volumes, null, null);
    }

    static VolumeDocument inspected(Volume volume, VolumeManager volumes) {
        return document(volume, volumes, volumes.status(volume), null);
    }

    private static VolumeDocument document(
            Volume volume,
            VolumeManager volumes,
            Map<String, Object> status,
            VolumeDocument.UsageData usage) {
        return new VolumeDocument(
                DateTimeFormatter.ISO_INSTANT.format(
                        volume.createdAt()
                                .atOffset(ZoneOffset.UTC)
                                .truncatedTo(ChronoUnit.SECONDS)),
                volume.driver(),
                sorted(volume.labels()),
                volumes.path(volume).toString(),
                volume.name(),
                sorted(volume.options()),
                volumes.scope(volume),
                status,
                usage);
    }

    static CreateVolumeBody checked(CreateVolumeBody body) {
        if (body == null) {
            return new CreateVolumeBody(null, null, null, null, null);
        }
        if (body.clusterVolumeSpec() != null) {
            throw new EngineException.Unavailable(
                    "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm"
                            + " join\" to connect this node to swarm and try again.",
                    null);
        }
        return body;
    }

    static String text(String value) {
        return value == null ? "" : value;
    }

    /** A copy in which null values are empty texts, as Go reads them; null stays null. */
    static Map<String, String> texts(Map<String, String> sent) {
        if (sent == null) {
            return null;
        }
        Map<String, String> texts = new TreeMap<>();
        sent.forEach((key, value) -> texts.put(key, text(value)));
        return texts;
    }

    private static Map<String, String> sorted(Map<String, String> map) {
        return map == null ? null : new TreeMap<>(map);
    }
}
