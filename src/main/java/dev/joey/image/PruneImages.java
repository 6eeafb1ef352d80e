package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.event.EventJournal;
import dev.joey.http.Filters;
import dev.joey.http.TimeParameter;
import dev.joey.oci.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Removes all images that no container uses. */
@ApplicationScoped
class PruneImages {
    private static final Logger LOG = Logger.getLogger(PruneImages.class);

    private final ImageRepository repository;
    private final RemoveImage remove;
    private final EventJournal journal;
    private final AtomicBoolean busy = new AtomicBoolean();

    PruneImages(ImageRepository repository, RemoveImage remove, EventJournal journal) {
        this.repository = repository;
        this.remove = remove;
        this.journal = journal;
    }

    /** What went, and what that freed. */
    record Report(List<Removal> removed, long freedBytes) {}

    /**
     * Prunes.
     *
     * @param given {@code dangling}, which is yes if not said, {@code until}, {@code label}, {@code
     *     label!}
     * @throws EngineException.InvalidParameter if a filter is unknown or malformed
     * @throws EngineException.Conflict if another prune is under way
     */
    Report prune(Filters given) {
        given.allow("dangling", "until", "label", "label!");
        boolean dangling = given.flag("dangling", true);
        Optional<Instant> until = until(given);
        if (!busy.compareAndSet(false, true)) {
            throw new EngineException.Conflict("a prune operation is already running");
        }
        try {
            Set<Digest> used = repository.used().keySet();
            List<Digest> wanted =
                    repository.list(false).stream()
                            .filter(image -> !used.contains(image.id()))
                            .filter(image -> !dangling || image.names().isEmpty())
                            .filter(image -> isOld(image, until))
                            .filter(image -> given.matchesAll("label", image.labels()))
                            .filter(image -> given.matchesNone("label!", image.labels()))
                            .map(ImageSummary::id)
                            .toList();
            return remove(wanted);
        } finally {
            busy.set(false);
        }
    }

    private Report remove(List<Digest> wanted) {
        List<Removal> removed = new ArrayList<>();
        long freedBytes = 0;
        for (Digest id : wanted) {
            try {
                Optional<RemoveImage.Pruned> pruned = remove.removeUnused(id);
                if (pruned.isPresent()) {
                    removed.addAll(pruned.get().removed());
                    freedBytes += pruned.get().freedBytes();
                }
            } catch (EngineException e) {
                LOG.warnf("image %s is not pruned: %s", id, e.getMessage());
            }
        }
        journal.append("image", "prune", "", Map.of("reclaimed", Long.toString(freedBytes)));
        return new Report(removed, freedBytes);
    }

    private static Optional<Instant> until(Filters given) {
        Set<String> values = given.of("until");
        if (values.size() > 1) {
            throw new EngineException.InvalidParameter("more than one until filter specified");
        }
        return values.stream().map(TimeParameter::parse).flatMap(Optional::stream).findFirst();
    }

    private static boolean isOld(ImageSummary image, Optional<Instant> until) {
        return until.isEmpty() || !image.createdAt().orElse(Instant.EPOCH).isAfter(until.get());
    }
}
