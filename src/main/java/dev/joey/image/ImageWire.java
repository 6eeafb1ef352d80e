package dev.joey.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.joey.error.EngineException;
import dev.joey.http.ApiVersion;
import dev.joey.image.StoredImage.Layer;
import dev.joey.image.wire.DescriptorJson;
import dev.joey.image.wire.HistoryItem;
import dev.joey.image.wire.InspectedImage;
import dev.joey.image.wire.ListedImage;
import dev.joey.image.wire.ManifestItem;
import dev.joey.image.wire.RemovedItem;
import dev.joey.oci.Descriptor;
import dev.joey.oci.ImageConfig;
import dev.joey.oci.Reference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the domain to the API's JSON, in the shape of each version of it. */
final class ImageWire {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ZERO_TIME = "0001-01-01T00:00:00Z";

    /** Docker's number for containers that were not asked for. */
    private static final long NOT_COUNTED = -1;

    private static final String NO_TAG = "<none>:<none>";
    private static final String NO_DIGEST = "<none>@<none>";

    /** Shown even when the image does not set them. */
    private static final Map<String, Object> ALWAYS = always();

    /** Of containers alone, and never set; shown for images until API 1.49. */
    private static final Map<String, Object> OF_CONTAINERS = ofContainers();

    /** Shown only when the image sets them. */
    private static final List<String> IF_SET =
            List.of("ExposedPorts", "Healthcheck", "ArgsEscaped", "StopSignal", "Shell");

    private ImageWire() {}

    static ListedImage listed(ImageSummary image, ApiVersion version) {
        return listed(image, NOT_COUNTED, version);
    }

    static ListedImage listed(ImageSummary image, long containers, ApiVersion version) {
        boolean unnamed = image.names().isEmpty() && !version.isAtLeast(1, 43);
        return new ListedImage(
                containers,
                image.createdAt().map(Instant::getEpochSecond).orElse(0L),
                image.id().value(),
                image.labels().isEmpty() ? null : image.labels(),
                "",
                descriptor(image.manifest(), version),
                unnamed ? List.of(NO_DIGEST) : familiar(image.names(), true),
                unnamed ? List.of(NO_TAG) : familiar(image.names(), false),
                image.sharedBytes(),
                image.sizeBytes(),
                virtualSize(image.sizeBytes(), version),
                null);
    }

    /** The one manifest of an image, with the containers that use it. */
    static List<ManifestItem> manifests(Descriptor manifest, ManifestFacts facts) {
        long blobs = manifest.sizeBytes() + facts.blobBytes();
        return List.of(
                new ManifestItem(
                        manifest.digest().value(),
                        new DescriptorJson(
                                manifest.mediaType(),
                                manifest.digest().value(),
                                manifest.sizeBytes()),
                        true,
                        new ManifestItem.Size(blobs, blobs + facts.unpackedBytes()),
                        "image",
                        new ManifestItem.ImageData(
                                new ManifestItem.PlatformJson(
                                        facts.platform().architecture(),
                                        facts.platform().os(),
                                        facts.platform().variant()),
                                facts.users(),
                                new ManifestItem.UnpackedSize(facts.unpackedBytes()))));
    }

    /** All of an image; {@code manifests} null if not asked for. */
    static InspectedImage inspected(
            StoredImage stored,
            String snapshotter,
            ApiVersion version,
            List<ManifestItem> manifests) {
        Image image = stored.image();
        ImageConfig config = image.config();
        JsonNode raw = tree(stored.configJson());
        String created = raw.path("created").textValue();
        return new InspectedImage(
                image.id().value(),
                image.names(),
                image.repoDigests(),
                "",
                comment(raw, config),
                created == null && !version.isAtLeast(1, 44) ? ZERO_TIME : created,
                raw.path("docker_version").asText(""),
                config.author(),
                config(raw.path("config"), version),
                config.architecture(),
                config.variant(),
                config.os(),
                raw.path("os.version").asText(""),
                image.sizeBytes(),
                virtualSize(image.sizeBytes(), version),
                new InspectedImage.GraphDriver(null, snapshotter),
                new InspectedImage.RootFs("layers", config.diffIds()),
                new InspectedImage.Metadata(
                        stored.lastTaggedAt().map(Instant::toString).orElse(ZERO_TIME)),
                descriptor(stored.manifest(), version),
                manifests);
    }

    /** The steps, newest first. Only steps that made a layer have a size. */
    static List<HistoryItem> history(StoredImage stored) {
        List<HistoryItem> items = new ArrayList<>();
        List<ImageConfig.History> steps = stored.image().config().history();
        var layers = stored.layers().iterator();
        for (int i = 0; i < steps.size(); i++) {
            ImageConfig.History step = steps.get(i);
            boolean newest = i == steps.size() - 1;
            Optional<Layer> layer =
                    step.emptyLayer() || !layers.hasNext()
                            ? Optional.empty()
                            : Optional.of(layers.next());
            items.add(
                    new HistoryItem(
                            step.comment(),
                            step.created() == null ? 0 : step.created().getEpochSecond(),
                            step.createdBy(),
                            newest ? stored.id().value() : "<missing>",
                            layer.map(Layer::sizeBytes).orElse(0L),
                            newest && !stored.image().names().isEmpty()
                                    ? stored.image().names()
                                    : null));
        }
        return items.reversed();
    }

    static RemovedItem removed(Removal removal) {
        return switch (removal) {
            case Removal.Untagged(Reference name) -> new RemovedItem(name.familiar(), null);
            case Removal.Deleted(String id) -> new RemovedItem(null, id);
        };
    }

    private static Long virtualSize(long size, ApiVersion version) {
        return version.isAtLeast(1, 44) ? null : size;
    }

    private static DescriptorJson descriptor(Descriptor descriptor, ApiVersion version) {
        if (!version.isAtLeast(1, 48)) {
            return null;
        }
        return new DescriptorJson(
                descriptor.mediaType(), descriptor.digest().value(), descriptor.sizeBytes());
    }

    private static List<String> familiar(List<Reference> names, boolean withDigest) {
        return names.stream()
                .filter(name -> name.digest().isPresent() == withDigest)
                .map(Reference::familiar)
                .toList();
    }

    private static Map<String, Object> config(JsonNode raw, ApiVersion version) {
        Map<String, Object> config = new LinkedHashMap<>(ALWAYS);
        if (!version.isAtLeast(1, 50)) {
            config.putAll(OF_CONTAINERS);
        }
        for (String field : ALWAYS.keySet()) {
            if (raw.hasNonNull(field)) {
                config.put(field, raw.get(field));
            }
        }
        for (String field : IF_SET) {
            JsonNode value = raw.path(field);
            boolean empty =
                    value.isMissingNode()
                            || value.isNull()
                            || (value.isContainerNode() && value.isEmpty())
                            || (value.isTextual() && value.textValue().isEmpty())
                            || (value.isBoolean() && !value.booleanValue());
            if (!empty) {
                config.put(field, value);
            }
        }
        return config;
    }

    private static String comment(JsonNode raw, ImageConfig config) {
        String own = raw.path("comment").asText("");
        return own.isEmpty() && !config.history().isEmpty()
                ? config.history().getLast().comment()
                : own;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new EngineException.Internal("an image's row has a malformed config", e);
        }
    }

    private static Map<String, Object> ofContainers() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String text : List.of("Domainname", "Hostname", "Image")) {
            fields.put(text, "");
        }
        for (String flag :
                List.of(
                        "AttachStderr",
                        "AttachStdin",
                        "AttachStdout",
                        "OpenStdin",
                        "StdinOnce",
                        "Tty")) {
            fields.put(flag, false);
        }
        return Collections.unmodifiableMap(fields);
    }

    private static Map<String, Object> always() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("Cmd", null);
        fields.put("Entrypoint", null);
        fields.put("Env", null);
        fields.put("Labels", null);
        fields.put("OnBuild", null);
        fields.put("User", "");
        fields.put("Volumes", null);
        fields.put("WorkingDir", "");
        return Collections.unmodifiableMap(fields);
    }
}
