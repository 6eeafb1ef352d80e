package dev.joey.image;

import dev.joey.config.RegistryConfig;
import dev.joey.containerd.Content;
import dev.joey.containerd.Leases;
import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import dev.joey.image.StoredImage.Layer;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Reference;
import dev.joey.registry.PushRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Brings the blobs of one image to a registry, several at the same time, then the manifest. */
@ApplicationScoped
class PushLayers {
    private static final int MAX_JSON_BYTES = 4 << 20;

    private final Content content;
    private final Leases leases;
    private final ImageRepository repository;
    private final Transactions transactions;
    private final int uploads;

    PushLayers(
            Content content,
            Leases leases,
            ImageRepository repository,
            Transactions transactions,
            RegistryConfig config) {
        this.content = content;
        this.leases = leases;
        this.repository = repository;
        this.transactions = transactions;
        this.uploads = config.maxConcurrentUploads();
    }

    /** Pushes all of an image; a lease keeps it whole, whoever removes it meanwhile. */
    void push(StoredImage image, Reference name, PushRepository target, TransferMessages messages) {
        String lease = ImageLeases.newWork(leases);
        try {
            hold(lease, image);
            LayerBoard board = new LayerBoard(messages);
            List<Layer> layers = image.layers().reversed();
            List<LayerBoard.Line> lines = new ArrayList<>();
            for (Layer layer : layers) {
                LayerBoard.Line line = board.add(shortId(layer), layer.blob().sizeBytes());
                line.status("Preparing");
                lines.add(line);
            }
            board.run(() -> work(image, name, target, lines));
        } finally {
            leases.delete(lease, false);
        }
    }

    private void hold(String lease, StoredImage image) {
        List<Descriptor> blobs = new ArrayList<>(image.blobs());
        blobs.add(image.manifest());
        blobs.forEach(blob -> leases.hold(lease, Leases.CONTENT, blob.digest().value()));
        leases.hold(lease, Leases.CONTENT, image.id().value());
        for (Descriptor blob : blobs) {
            if (content.info(blob.digest()).isEmpty()) {
                throw new EngineException.NotFound(
                        "image " + image.id() + " lacks blob " + blob.digest() + ": pull it again");
            }
        }
    }

    private void work(
            StoredImage image, Reference name, PushRepository target, List<LayerBoard.Line> lines) {
        try (Crew crew = new Crew()) {
            Semaphore slots = new Semaphore(uploads, true);
            List<Layer> layers = image.layers().reversed();
            Map<String, CompletableFuture<Void>> sending = new HashMap<>();
            for (int i = 0; i < layers.size(); i++) {
                Layer layer = layers.get(i);
                LayerBoard.Line line = lines.get(i);
                CompletableFuture<Void> same = sending.get(layer.blob().digest().value());
                sending.put(
                        layer.blob().digest().value() + (same == null ? "" : "#" + i),
                        crew.start(
                                () -> {
                                    if (same != null) {
                                        Crew.await(same);
                                        line.status("Layer already exists");
                                        return;
                                    }
                                    inSlot(slots, line, () -> layer(layer, name, target, line));
                                }));
            }
            byte[] config = content.readAll(image.id(), MAX_JSON_BYTES);
            Descriptor configBlob = new Descriptor("application/json", image.id(), config.length);
            for (CompletableFuture<Void> one : sending.values()) {
                Crew.await(one);
            }
            if (!target.has(configBlob)) {
                target.upload(configBlob, offset -> content.read(image.id()), _ -> {});
            }
            byte[] manifest = content.readAll(image.manifest().digest(), MAX_JSON_BYTES);
            target.put(name.tag().orElseThrow(), image.manifest(), manifest);
        }
    }

    private static void inSlot(Semaphore slots, LayerBoard.Line line, Runnable work) {
        try {
            if (!slots.tryAcquire()) {
                line.status("Waiting");
                slots.acquire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("context canceled", e);
        }
        try {
            work.run();
        } finally {
            slots.release();
        }
    }

    private void layer(Layer layer, Reference name, PushRepository target, LayerBoard.Line line) {
        Descriptor blob = layer.blob();
        if (target.has(blob)) {
            line.status("Layer already exists");
            return;
        }
        for (Reference source : transactions.call(() -> repository.holders(blob, name))) {
            if (target.mount(blob.digest(), source)) {
                line.status("Mounted from " + source.path());
                return;
            }
        }
        line.moving("Pushing", 0);
        target.upload(blob, offset -> from(blob, offset), bytes -> line.moving("Pushing", bytes));
        line.status("Pushed");
    }

    private InputStream from(Descriptor blob, long offset) {
        InputStream bytes = content.read(blob.digest());
        try {
            bytes.skipNBytes(offset);
            return bytes;
        } catch (IOException e) {
            throw new EngineException.Unavailable("cannot read blob " + blob.digest(), e);
        }
    }

    /** Docker shows the diff id in pushes. */
    private static String shortId(Layer layer) {
        int colon = layer.diffId().indexOf(':');
        return layer.diffId().substring(colon + 1, colon + 13);
    }
}
