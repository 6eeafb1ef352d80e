package dev.joey.image;

import dev.joey.config.RegistryConfig;
import dev.joey.containerd.Content;
import dev.joey.containerd.Leases;
import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Reference;
import dev.joey.step.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The pulls that are not done. Each has a row, written before the first byte comes, and a lease
 * that holds what came; both stay if the pull ends early, for a while, so that the next attempt
 * goes on from there. Simultaneous pulls of one name are one entry.
 */
@ApplicationScoped
class PullBook {
    private static final Logger LOG = Logger.getLogger(PullBook.class);

    private final ImagePullRepository repository;
    private final Transactions transactions;
    private final Leases leases;
    private final Content content;
    private final RegistryConfig config;
    private final Steps steps;
    private final Map<String, Entry> active = new HashMap<>();

    PullBook(
            ImagePullRepository repository,
            Transactions transactions,
            Leases leases,
            Content content,
            RegistryConfig config,
            Steps steps) {
        this.repository = repository;
        this.transactions = transactions;
        this.leases = leases;
        this.content = content;
        this.config = config;
        this.steps = steps;
    }

    /** How many attempts share an entry now, and whether one of them has ended well. */
    private static final class Entry {
        private final Steps.Walk walk;
        private int attempts;
        private boolean done;

        private Entry(Steps.Walk walk) {
            this.walk = walk;
        }
    }

    /** A layer of a listed pull. */
    record LayerState(Descriptor layer, long doneBytes) {}

    /** A listed pull. */
    record PullState(UnfinishedPull pull, boolean active, List<LayerState> layers) {
        long doneBytes() {
            return layers.stream().mapToLong(LayerState::doneBytes).sum();
        }

        long totalBytes() {
            return layers.stream().mapToLong(l -> l.layer().sizeBytes()).sum();
        }
    }

    /** The name of a layer's ingestion, the same in every pull. */
    static String ingestion(Descriptor blob) {
        return "joey-blob-" + blob.digest().hex() + "-" + blob.sizeBytes();
    }

    /**
     * Begins an attempt.
     *
     * @param platform as asked; empty for the host's
     * @return the id, which is the lease's name too
     */
    synchronized String begin(Reference reference, String platform, List<Descriptor> layers) {
        expire(Instant.now());
        String id =
                transactions.call(
                        () -> {
                            Instant now = Instant.now();
                            String known =
                                    repository
                                            .find(reference, platform)
                                            .orElseGet(() -> ImageLeases.PULL + UUID.randomUUID());
                            repository.save(
                                    new UnfinishedPull(
                                            known, reference, platform, now, now, "", layers));
                            return known;
                        });
        leases.create(id);
        Entry entry = active.computeIfAbsent(id, _ -> new Entry(steps.begin("pull")));
        entry.attempts++;
        entry.walk.done("recorded");
        return id;
    }

    /** Says that all parts of an attempt's image are there. */
    synchronized void brought(String id) {
        active.get(id).walk.done("brought");
    }

    /** Ends an attempt well: the image holds everything now. */
    synchronized void done(String id) {
        Entry entry = active.get(id);
        entry.done = true;
        entry.walk.done("registered");
        leave(id, entry);
    }

    /** Ends an attempt early. */
    synchronized void failed(String id, String failure) {
        Entry entry = active.get(id);
        if (entry.attempts == 1 && !entry.done) {
            transactions.run(() -> repository.failed(id, failure, Instant.now()));
        }
        leave(id, entry);
    }

    private void leave(String id, Entry entry) {
        entry.attempts--;
        if (entry.attempts == 0) {
            active.remove(id);
            if (entry.done) {
                drop(id);
            }
        }
    }

    /** All, with what came of each layer. */
    List<PullState> list() {
        Set<String> now;
        synchronized (this) {
            now = new HashSet<>(active.keySet());
        }
        return transactions.call(repository::list).stream()
                .map(
                        pull ->
                                new PullState(
                                        pull,
                                        now.contains(pull.id()),
                                        pull.layers().stream().map(this::state).toList()))
                .toList();
    }

    /**
     * Forgets an unfinished pull and what came of it.
     *
     * @throws EngineException.NotFound if there is none of this id
     * @throws EngineException.Conflict if it is under way
     */
    synchronized void forget(String id) {
        if (active.containsKey(id)) {
            throw new EngineException.Conflict("pull " + id + " is under way");
        }
        Optional<UnfinishedPull> known =
                transactions.call(repository::list).stream()
                        .filter(pull -> pull.id().equals(id))
                        .findFirst();
        if (known.isEmpty()) {
            throw new EngineException.NotFound("No such pull: " + id);
        }
        drop(id);
    }

    /** Makes leases agree with the rows, at the daemon's start. */
    synchronized void reconcile() {
        expire(Instant.now());
        Set<String> wanted = new HashSet<>();
        transactions.call(repository::list).forEach(pull -> wanted.add(pull.id()));
        Set<String> present = Set.copyOf(leases.list());
        present.stream()
                .filter(lease -> lease.startsWith(ImageLeases.PULL) && !wanted.contains(lease))
                .forEach(lease -> leases.delete(lease, false));
        wanted.stream()
                .filter(id -> !present.contains(id))
                .forEach(id -> transactions.run(() -> repository.delete(id)));
    }

    private void expire(Instant now) {
        Instant limit = now.minus(config.unfinishedPulls());
        for (UnfinishedPull pull : transactions.call(repository::list)) {
            if (pull.touchedAt().isBefore(limit) && !active.containsKey(pull.id())) {
                LOG.infof("the unfinished pull of %s is forgotten", pull.reference().familiar());
                drop(pull.id());
            }
        }
    }

    private void drop(String id) {
        transactions.run(() -> repository.delete(id));
        try {
            leases.delete(id, false);
        } catch (RuntimeException e) {
            // Without a row the next start drops it.
            LOG.warnf(e, "lease %s stays until the next start", id);
        }
    }

    private LayerState state(Descriptor layer) {
        boolean whole = content.info(layer.digest()).isPresent();
        return new LayerState(
                layer, whole ? layer.sizeBytes() : content.ingestedBytes(ingestion(layer)));
    }
}
