package dev.joey.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.ImageConfig;
import dev.joey.oci.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Between rows and domain, both ways. */
final class ImageRows {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private ImageRows() {}

    static ImageEntity entity(StoredImage stored) {
        Image image = stored.image();
        ImageEntity row = new ImageEntity();
        row.id = image.id().value();
        row.manifestDigest = stored.manifest().digest().value();
        row.manifestMediaType = stored.manifest().mediaType();
        row.manifestSizeBytes = stored.manifest().sizeBytes();
        row.configJson = stored.configJson();
        row.labelsJson = json(image.config().labels());
        row.chainId = image.chainId();
        row.sizeBytes = image.sizeBytes();
        Instant created = image.config().created();
        row.createdMicros = created == null ? null : micros(created);
        row.loadedMicros = micros(stored.loadedAt());
        return row;
    }

    static List<ImageLayerEntity> layerEntities(StoredImage stored) {
        return IntStream.range(0, stored.layers().size())
                .mapToObj(i -> entity(stored.id(), i, stored.layers().get(i)))
                .toList();
    }

    private static ImageLayerEntity entity(Digest image, int position, StoredImage.Layer layer) {
        ImageLayerEntity row = new ImageLayerEntity();
        row.key = new ImageLayerEntity.KeyEntity(image.value(), position);
        row.diffId = layer.diffId();
        row.chainId = layer.chainId();
        row.blobDigest = layer.blob().digest().value();
        row.mediaType = layer.blob().mediaType();
        row.blobBytes = layer.blob().sizeBytes();
        row.sizeBytes = layer.sizeBytes();
        return row;
    }

    static StoredImage stored(
            ImageEntity row, List<ImageLayerEntity> layers, List<ImageNameEntity> names) {
        ImageConfig config = ImageConfig.parse(row.configJson.getBytes(StandardCharsets.UTF_8));
        Descriptor manifest =
                new Descriptor(
                        row.manifestMediaType,
                        new Digest(row.manifestDigest),
                        row.manifestSizeBytes);
        Names split = Names.of(names.stream().map(name -> name.reference).toList());
        Image image =
                new Image(
                        new Digest(row.id),
                        manifest,
                        split.tags(),
                        split.digests(),
                        config,
                        row.chainId,
                        row.sizeBytes,
                        config.created() == null ? Instant.EPOCH : config.created());
        return new StoredImage(
                image,
                row.configJson,
                layers.stream().map(ImageRows::layer).toList(),
                instant(row.loadedMicros),
                names.stream()
                        .map(name -> name.taggedMicros)
                        .max(Long::compare)
                        .map(micros -> instant(micros)));
    }

    private static StoredImage.Layer layer(ImageLayerEntity row) {
        return new StoredImage.Layer(
                row.diffId,
                row.chainId,
                new Descriptor(row.mediaType, new Digest(row.blobDigest), row.blobBytes),
                row.sizeBytes);
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static Optional<Instant> knownInstant(Long micros) {
        return Optional.ofNullable(micros).map(known -> instant(known));
    }

    static Map<String, String> labels(String json) {
        try {
            return JSON.readValue(json, LABELS);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("an image's row has malformed labels", e);
        }
    }

    private static String json(Map<String, String> labels) {
        try {
            return JSON.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("an image's labels cannot be written", e);
        }
    }

    /** Familiar names of an image, with tags and with digests. */
    record Names(List<String> tags, List<String> digests) {
        static Names of(List<String> canonical) {
            List<Reference> references = canonical.stream().map(Reference::parse).toList();
            return new Names(
                    references.stream()
                            .filter(r -> r.digest().isEmpty())
                            .map(Reference::familiar)
                            .sorted()
                            .toList(),
                    references.stream()
                            .filter(r -> r.digest().isPresent())
                            .map(Reference::familiar)
                            .sorted()
                            .toList());
        }
    }
}
