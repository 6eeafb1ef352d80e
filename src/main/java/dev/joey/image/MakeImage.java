package dev.joey.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.containerd.Content;
import dev.joey.containerd.Leases;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.ImageConfig;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes an image of another one and one layer more: what commit and import end in. */
@ApplicationScoped
class MakeImage {
    private static final Logger LOG = Logger.getLogger(MakeImage.class);

    /** Of a tar without a file; Docker makes no layer of it. */
    private static final String EMPTY_TAR =
            "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

    private final ImageCatalog catalog;
    private final Content content;
    private final Leases leases;
    private final WriteLayer writeLayer;
    private final RegisterImages register;
    private final Clock clock;

    MakeImage(
            ImageCatalog catalog,
            Content content,
            Leases leases,
            WriteLayer writeLayer,
            RegisterImages register,
            Clock clock) {
        this.catalog = catalog;
        this.content = content;
        this.leases = leases;
        this.writeLayer = writeLayer;
        this.register = register;
        this.clock = clock;
    }

    /**
     * Makes it; on failure nothing is left of it.
     *
     * @throws EngineException.NotFound if the base is gone
     * @throws EngineException.InvalidParameter if the name is none
     */
    Image make(NewImage asked, LayerSource source) {
        Optional<Reference> name = NewName.optional(asked.repo(), asked.tag());
        String lease = ImageLeases.newWork(leases);
        try {
            Optional<StoredImage> base = asked.base().map(image -> catalog.get(image.id().value()));
            base.ifPresent(image -> hold(lease, image));
            WriteLayer.Layer layer = writeLayer.write(lease, source);
            List<Descriptor> layers = new ArrayList<>();
            base.ifPresent(image -> layers.addAll(image.blobs()));
            boolean empty = layer.diffId().equals(EMPTY_TAR);
            if (!empty) {
                layers.add(layer.blob());
            }
            byte[] json =
                    config(asked, base, empty ? null : layer.diffId())
                            .toString()
                            .getBytes(StandardCharsets.UTF_8);
            Digest id =
                    content.write(
                            lease,
                            lease + "-config",
                            null,
                            json.length,
                            new ByteArrayInputStream(json),
                            Map.of());
            Descriptor config = new Descriptor(MediaTypes.OCI_CONFIG, id, json.length);
            ImageCandidate candidate =
                    new ImageCandidate(
                            NewManifest.store(content, lease, config, layers),
                            config,
                            new String(json, StandardCharsets.UTF_8),
                            ImageConfig.parse(json),
                            layers,
                            name.map(List::of).orElse(List.of()));
            return register.register(lease, List.of(candidate), asked.action()).getFirst().image();
        } finally {
            drop(lease);
        }
    }

    /** From here on the base may be removed without harm. */
    private void hold(String lease, StoredImage base) {
        for (Descriptor blob : base.blobs()) {
            leases.hold(lease, Leases.CONTENT, blob.digest().value());
            if (content.info(blob.digest()).isEmpty()) {
                throw new EngineException.NotFound(
                        "layer " + blob.digest() + " of image " + base.id() + " is missing");
            }
        }
    }

    private ObjectNode config(NewImage asked, Optional<StoredImage> base, String diffId) {
        String now = clock.instant().toString();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("created", now);
        if (!asked.author().isEmpty()) {
            json.put("author", asked.author());
        }
        json.put("architecture", asked.platform().architecture());
        if (!asked.platform().variant().isEmpty()) {
            json.put("variant", asked.platform().variant());
        }
        json.put("os", asked.platform().os());
        json.set("config", asked.config().json());
        ArrayNode diffIds = json.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        base.ifPresent(image -> image.image().config().diffIds().forEach(diffIds::add));
        ArrayNode history = json.putArray("history");
        base.ifPresent(image -> image.image().config().history().forEach(s -> step(history, s)));
        ObjectNode step = history.addObject().put("created", now);
        put(step, "created_by", asked.createdBy());
        put(step, "author", asked.author());
        put(step, "comment", asked.comment());
        if (diffId == null) {
            step.put("empty_layer", true);
        } else {
            diffIds.add(diffId);
        }
        return json;
    }

    private static void step(ArrayNode history, ImageConfig.History known) {
        ObjectNode step = history.addObject();
        if (known.created() != null) {
            step.put("created", known.created().toString());
        }
        put(step, "created_by", known.createdBy());
        put(step, "author", known.author());
        put(step, "comment", known.comment());
        if (known.emptyLayer()) {
            step.put("empty_layer", true);
        }
    }

    private static void put(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private void drop(String lease) {
        try {
            leases.delete(lease, false);
        } catch (RuntimeException e) {
            LOG.warnf(e, "lease %s stays until the next start", lease);
        }
    }
}
