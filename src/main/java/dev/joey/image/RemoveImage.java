package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.image.StoredImage.Layer;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Takes a name away, or an image with all its names. */
@ApplicationScoped
class RemoveImage {
    private static final Logger LOG = Logger.getLogger(RemoveImage.class);

    private final ImageCatalog catalog;
    private final ImageRepository repository;
    private final ImageUsers users;
    private final ImageLocks locks;
    private final HoldImage hold;
    private final ImageEvents events;

    RemoveImage(
            ImageCatalog catalog,
            ImageRepository repository,
            ImageUsers users,
            ImageLocks locks,
            HoldImage hold,
            ImageEvents events) {
        this.catalog = catalog;
        this.repository = repository;
        this.users = users;
        this.locks = locks;
        this.hold = hold;
        this.events = events;
    }

    /**
     * Removes.
     *
     * @param asked a name, an id, or a unique prefix of one
     * @param force whether stopped containers and several names are no obstacle
     * @return what went, in Docker's order
     * @throws EngineException.NotFound if there is no such image
     * @throws EngineException.Conflict in Docker's words
     */
    List<Removal> remove(String asked, boolean force) {
        Digest id = catalog.get(asked).id();
        try (var _ = locks.acquire(Set.of(id))) {
            List<Removal> removed =
                    QuarkusTransaction.requiringNew().call(() -> rows(asked, force, id));
            if (removed.contains(new Removal.Deleted(id.value()))) {
                dropLease(id);
            }
            return removed;
        }
    }

    /**
     * Removes an image with all its names unless a container uses it.
     *
     * @return what went; empty if it is used, or gone already
     */
    Optional<Pruned> removeUnused(Digest id) {
        try (var _ = locks.acquire(Set.of(id))) {
            Optional<Pruned> pruned = QuarkusTransaction.requiringNew().call(() -> unusedRows(id));
            if (pruned.isPresent()) {
                dropLease(id);
            }
            return pruned;
        }
    }

    /** What went, and what that freed. */
    record Pruned(List<Removal> removed, long freedBytes) {}

    private Optional<Pruned> unusedRows(Digest id) {
        if (!repository.users(id).isEmpty()) {
            return Optional.empty();
        }
        return repository
                .find(id)
                .map(
                        stored -> {
                            List<Removal> removed = new ArrayList<>();
                            names(stored.image()).forEach(name -> untag(stored, name, removed));
                            Set<String> shared = repository.sharedChains(id);
                            delete(stored, true, removed);
                            long freed =
                                    stored.layers().stream()
                                            .filter(l -> !shared.contains(l.chainId()))
                                            .mapToLong(Layer::sizeBytes)
                                            .sum();
                            return new Pruned(removed, freed);
                        });
    }

    private void untag(StoredImage stored, Reference name, List<Removal> removed) {
        repository.unname(name);
        events.tell("untag", stored.image(), stored.id().value());
        removed.add(new Removal.Untagged(name));
    }

    private List<Removal> rows(String asked, boolean force, Digest id) {
        StoredImage stored = catalog.get(asked);
        if (!stored.id().equals(id)) {
            throw new EngineException.Conflict("image " + asked + " is being changed");
        }
        List<String> containers = repository.users(id);
        Set<String> running = containers.isEmpty() ? Set.of() : users.running(containers);
        RemovalPlan plan =
                RemovalPlan.of(
                        new RemovalPlan.Question(
                                id,
                                asked,
                                force,
                                names(stored.image()),
                                containers.stream().filter(running::contains).toList(),
                                containers.stream().filter(c -> !running.contains(c)).toList()));
        List<Removal> removed = new ArrayList<>();
        for (Reference name : plan.untagged()) {
            untag(stored, name, removed);
        }
        if (plan.delete()) {
            delete(stored, containers.isEmpty(), removed);
        }
        return removed;
    }

    private void delete(StoredImage stored, boolean unused, List<Removal> removed) {
        Set<String> shared = repository.sharedChains(stored.id());
        repository.delete(stored.id());
        events.deleted(stored.image());
        removed.add(new Removal.Deleted(stored.id().value()));
        if (unused) {
            // A stopped container stands on the layers still.
            stored.layers().reversed().stream()
                    .map(Layer::chainId)
                    .filter(chain -> !shared.contains(chain))
                    .forEach(chain -> removed.add(new Removal.Deleted(chain)));
        }
    }

    private static List<Reference> names(Image image) {
        return Stream.concat(image.names().stream(), image.repoDigests().stream())
                .map(Reference::parse)
                .toList();
    }

    private void dropLease(Digest id) {
        try {
            hold.drop(id);
        } catch (RuntimeException e) {
            // The image is gone, since its row is; the next start drops what is left of it.
            LOG.warnf(e, "the lease of removed image %s stays until the next start", id);
        }
    }
}
