package dev.joey.image;

import dev.joey.config.EngineConfig;
import dev.joey.config.ImageStoreConfig;
import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Removes images that nobody uses when the disk fills up, those unused for longest first, until it
 * is empty enough again. Off unless the configuration names a high mark.
 */
@ApplicationScoped
class CollectImages {
    private static final Logger LOG = Logger.getLogger(CollectImages.class);

    private final ImageRepository repository;
    private final RemoveImage remove;
    private final ImageCache cache;
    private final EngineConfig engine;
    private final CollectionRules rules;
    private final Clock clock;

    CollectImages(
            ImageRepository repository,
            RemoveImage remove,
            ImageCache cache,
            EngineConfig engine,
            ImageStoreConfig config,
            Clock clock) {
        this.repository = repository;
        this.remove = remove;
        this.cache = cache;
        this.engine = engine;
        this.rules = CollectionRules.of(config.collection());
        this.clock = clock;
    }

    /**
     * An image that goes.
     *
     * @param bytes that it gives back; more if others go too with which it shares layers
     */
    record Candidate(ImageSummary image, Instant unusedSince, long bytes) {}

    /**
     * What is to be collected.
     *
     * @param usedBytes of the data root's disk
     * @param totalBytes likewise
     * @param images in the order in which they go; what frees enough, or all that may go
     */
    record Plan(long usedBytes, long totalBytes, List<Candidate> images) {
        Plan {
            images = List.copyOf(images);
        }
    }

    /** Looks every few minutes. */
    @Scheduled(every = "5m", delayed = "5m")
    void sweep() {
        if (rules.highPercent().isPresent()) {
            Plan done = collect();
            if (!done.images().isEmpty()) {
                LOG.infof("the disk is full to the mark: %d images went", done.images().size());
            }
        }
    }

    /** Says what would go now; nothing goes. */
    Plan plan() {
        long total;
        long used;
        try {
            FileStore disk = Files.getFileStore(engine.dataRoot());
            total = disk.getTotalSpace();
            // What is kept for root alone counts as used, as df(1) has it.
            used = total - disk.getUsableSpace();
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    "cannot ask how full the disk is: " + e.getMessage(), e);
        }
        return new Plan(used, total, chosen(rules.bytesToFree(used, total)));
    }

    /** Collects now, if the disk is fuller than its high mark; answers what went. */
    Plan collect() {
        Plan plan = plan();
        List<Candidate> gone = new ArrayList<>();
        for (Candidate candidate : plan.images()) {
            try {
                remove.removeUnused(candidate.image().id())
                        .ifPresent(
                                pruned ->
                                        gone.add(
                                                new Candidate(
                                                        candidate.image(),
                                                        candidate.unusedSince(),
                                                        pruned.freedBytes())));
            } catch (EngineException e) {
                LOG.warnf("image %s is not collected: %s", candidate.image().id(), e.getMessage());
            }
        }
        if (!gone.isEmpty()) {
            cache.clear();
        }
        return new Plan(plan.usedBytes(), plan.totalBytes(), gone);
    }

    private List<Candidate> chosen(long bytesToFree) {
        if (bytesToFree <= 0) {
            return List.of();
        }
        Map<Digest, Instant> unused = repository.unusedSince();
        Instant now = clock.instant();
        List<Candidate> all =
                repository.list(true).stream()
                        .filter(image -> unused.containsKey(image.id()))
                        .filter(image -> rules.mayGo(image, unused.get(image.id()), now))
                        .map(
                                image ->
                                        new Candidate(
                                                image,
                                                unused.get(image.id()),
                                                image.sizeBytes() - image.sharedBytes()))
                        .sorted(Comparator.comparing(Candidate::unusedSince))
                        .toList();
        List<Candidate> chosen = new ArrayList<>();
        long freed = 0;
        for (Candidate candidate : all) {
            if (freed >= bytesToFree) {
                break;
            }
            chosen.add(candidate);
            freed += candidate.bytes();
        }
        return chosen;
    }
}
