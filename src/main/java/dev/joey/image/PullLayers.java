package dev.joey.image;

import dev.joey.containerd.Content;
import dev.joey.error.EngineException;
import dev.joey.image.ManifestChoice.Chosen;
import dev.joey.oci.ChainId;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.ImageConfig;
import dev.joey.oci.MediaTypes;
import dev.joey.registry.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Brings the parts of one image under a pull's lease: downloads all layers at the same time and
 * unpacks each as soon as it and those below are there.
 */
@ApplicationScoped
class PullLayers {
    private static final int MAX_CONFIG_BYTES = 4 << 20;

    private static final String ALREADY = "Already exists";

    /** Overlayfs takes no more. */
    private static final int MAX_LAYERS = 125;

    private final Content content;
    private final LayerDownloads downloads;
    private final UnpackLayers unpack;
    private final HoldImage hold;

    PullLayers(Content content, LayerDownloads downloads, UnpackLayers unpack, HoldImage hold) {
        this.content = content;
        this.downloads = downloads;
        this.unpack = unpack;
        this.hold = hold;
    }

    /**
     * An image whose parts are there.
     *
     * @param candidate without names
     * @param sizes of the unpacked layers, in bytes
     */
    record Brought(ImageCandidate candidate, List<Long> sizes) {}

    /**
     * Brings all.
     *
     * @return the image
     * @throws EngineException if a part cannot be had, or parts disagree
     */
    Brought bring(String lease, Repository source, Chosen chosen, TransferMessages messages) {
        check(chosen);
        LayerBoard board = new LayerBoard(messages);
        List<Descriptor> blobs = chosen.parsed().layers();
        List<LayerBoard.Line> lines = new ArrayList<>();
        int there = there(lease, chosen);
        for (Descriptor blob : blobs) {
            LayerBoard.Line line = board.add(shortId(blob.digest()), blob.sizeBytes());
            if (lines.size() < there) {
                line.last(ALREADY);
            } else {
                line.status("Pulling fs layer");
            }
            lines.add(line);
        }
        CompletableFuture<Brought> result = new CompletableFuture<>();
        board.run(() -> result.complete(work(lease, source, chosen, lines)));
        return result.join();
    }

    /** How many layers, from the base upwards, are downloaded and unpacked from the start. */
    private int there(String lease, Chosen chosen) {
        Descriptor config = chosen.parsed().config();
        if (!downloads.isThere(lease, config)) {
            return 0;
        }
        List<String> chain =
                ChainId.chain(
                        ImageConfig.parse(content.readAll(config.digest(), MAX_CONFIG_BYTES))
                                .diffIds());
        List<Descriptor> blobs = chosen.parsed().layers();
        int there = 0;
        while (there < Math.min(chain.size(), blobs.size())
                && unpack.isUnpacked(hold.snapshotter(), chain.get(there))
                && downloads.isThere(lease, blobs.get(there))) {
            there++;
        }
        return there;
    }

    private static void check(Chosen chosen) {
        MediaTypes.checkConfig(chosen.parsed().config().mediaType());
        chosen.parsed().layers().forEach(layer -> MediaTypes.checkLayer(layer.mediaType()));
        if (chosen.parsed().layers().size() > MAX_LAYERS) {
            throw new EngineException.InvalidParameter("max depth exceeded");
        }
        if (chosen.parsed().config().sizeBytes() > MAX_CONFIG_BYTES) {
            throw new EngineException.InvalidParameter(
                    "the image's config is larger than " + MAX_CONFIG_BYTES + " bytes");
        }
    }

    private Brought work(
            String lease, Repository source, Chosen chosen, List<LayerBoard.Line> lines) {
        try (Crew crew = new Crew()) {
            List<Descriptor> blobs = chosen.parsed().layers();
            Map<Digest, CompletableFuture<Void>> coming =
                    downloads(crew, lease, source, blobs, lines);
            ImageCandidate candidate = candidate(lease, source, chosen);
            List<Long> sizes =
                    unpack.unpack(
                            lease,
                            hold.snapshotter(),
                            blobs,
                            candidate.config().diffIds(),
                            new UnpackLayers.Watch() {
                                @Override
                                public void arrival(int position) {
                                    Crew.await(coming.get(blobs.get(position).digest()));
                                }

                                @Override
                                public void before(int position) {
                                    lines.get(position).busy("Extracting");
                                }

                                @Override
                                public void after(int position) {
                                    lines.get(position).last("Pull complete");
                                }

                                @Override
                                public void wasThere(int position) {
                                    lines.get(position).last(ALREADY);
                                }
                            });
            return new Brought(candidate, sizes);
        }
    }

    /**
     * Starts to download all layers, a few at a time and the lowest first, since they are unpacked
     * in that order.
     */
    private Map<Digest, CompletableFuture<Void>> downloads(
            Crew crew,
            String lease,
            Repository source,
            List<Descriptor> blobs,
            List<LayerBoard.Line> lines) {
        Map<Digest, CompletableFuture<Void>> coming = new LinkedHashMap<>();
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < blobs.size(); i++) {
            Descriptor blob = blobs.get(i);
            LayerBoard.Line line = lines.get(i);
            CompletableFuture<Void> arrival = new CompletableFuture<>();
            if (coming.putIfAbsent(blob.digest(), arrival) == null) {
                waiting.add(
                        () -> {
                            try {
                                download(lease, source, blob, line);
                                arrival.complete(null);
                            } catch (RuntimeException | Error e) {
                                arrival.completeExceptionally(e);
                            }
                        });
            }
        }
        for (int i = Math.min(downloads.atATime(), waiting.size()); i > 0; i--) {
            var _ =
                    crew.start(
                            () -> {
                                Runnable next = waiting.poll();
                                while (next != null && !Thread.currentThread().isInterrupted()) {
                                    next.run();
                                    next = waiting.poll();
                                }
                            });
        }
        return coming;
    }

    private void download(String lease, Repository source, Descriptor blob, LayerBoard.Line line) {
        downloads.fetch(lease, source, blob, line);
        line.status("Download complete");
    }

    private ImageCandidate candidate(String lease, Repository source, Chosen chosen) {
        Descriptor manifest = chosen.manifest();
        content.write(
                lease,
                lease + "-" + manifest.digest().hex(),
                manifest.digest(),
                manifest.sizeBytes(),
                new ByteArrayInputStream(chosen.bytes()),
                Map.of());
        Descriptor config = chosen.parsed().config();
        downloads.fetch(lease, source, config, LayerProgress.NONE);
        byte[] json = content.readAll(config.digest(), MAX_CONFIG_BYTES);
        return new ImageCandidate(
                manifest,
                config,
                new String(json, StandardCharsets.UTF_8),
                ImageConfig.parse(json),
                chosen.parsed().layers(),
                List.of());
    }

    private static String shortId(Digest digest) {
        return digest.hex().substring(0, 12);
    }
}
