package dev.joey.image;

import dev.joey.image.StoredImage.Layer;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Makes images of candidates: unpacks them, has their blobs held for good, and writes rows and
 * events in one transaction. All of them become images or none does. Whatever brings blobs in
 * (load, and later pull, import, commit) ends here.
 */
@ApplicationScoped
class RegisterImages {
    private final UnpackLayers unpack;
    private final HoldImage hold;
    private final ImageLocks locks;
    private final ImageRepository repository;
    private final ImageEvents events;

    RegisterImages(
            UnpackLayers unpack,
            HoldImage hold,
            ImageLocks locks,
            ImageRepository repository,
            ImageEvents events) {
        this.unpack = unpack;
        this.hold = hold;
        this.locks = locks;
        this.repository = repository;
        this.events = events;
    }

    /**
     * An image that is there now.
     *
     * @param names that it was given
     * @param moved those of the names that another image had
     */
    record Registered(Image image, List<Reference> names, List<Moved> moved) {
        Registered {
            names = List.copyOf(names);
            moved = List.copyOf(moved);
        }
    }

    /** A name that another image had before. */
    record Moved(Reference name, Digest from) {}

    /**
     * Registers.
     *
     * @param workLease holds all blobs of the candidates
     * @param action of the event that tells of each image; empty if only its names are told of
     * @throws dev.joey.error.EngineException.InvalidParameter if a layer is not what its config
     *     says
     */
    List<Registered> register(String workLease, List<ImageCandidate> candidates, String action) {
        return register(workLease, candidates, (image, names) -> tell(action, image, names));
    }

    /**
     * As {@link #register(String, List, String)}.
     *
     * @param tell writes the event of each image, which is given with its new names, in the
     *     transaction of its rows
     */
    List<Registered> register(
            String workLease,
            List<ImageCandidate> candidates,
            BiConsumer<Image, List<Reference>> tell) {
        Map<Digest, ImageCandidate> distinct = distinct(candidates);
        Map<Digest, List<Long>> sizes = new LinkedHashMap<>();
        distinct.forEach(
                (id, candidate) ->
                        sizes.put(
                                id,
                                unpack.unpack(
                                        workLease,
                                        hold.snapshotter(),
                                        candidate.layers(),
                                        candidate.config().diffIds())));
        return register(distinct, sizes, tell);
    }

    /**
     * Registers one that is unpacked.
     *
     * @param sizes of its unpacked layers, in bytes
     */
    Registered register(
            ImageCandidate candidate, List<Long> sizes, BiConsumer<Image, List<Reference>> tell) {
        return register(Map.of(candidate.id(), candidate), Map.of(candidate.id(), sizes), tell)
                .getFirst();
    }

    private List<Registered> register(
            Map<Digest, ImageCandidate> distinct,
            Map<Digest, List<Long>> sizes,
            BiConsumer<Image, List<Reference>> tell) {
        try (var _ = locks.acquire(distinct.keySet())) {
            try {
                Map<ImageCandidate, StoredImage> images = new LinkedHashMap<>();
                distinct.forEach((id, c) -> images.put(c, image(c, sizes.get(id))));
                images.values().forEach(hold::hold);
                return QuarkusTransaction.requiringNew().call(() -> store(images, tell));
            } catch (RuntimeException e) {
                distinct.keySet().forEach(id -> dropUnlessStored(id, e));
                throw e;
            }
        }
    }

    /** An archive may list one image several times, under several names. */
    private static Map<Digest, ImageCandidate> distinct(List<ImageCandidate> candidates) {
        Map<Digest, ImageCandidate> distinct = new LinkedHashMap<>();
        for (ImageCandidate candidate : candidates) {
            distinct.merge(
                    candidate.id(),
                    candidate,
                    (first, second) -> {
                        Set<Reference> names = new LinkedHashSet<>(first.names());
                        names.addAll(second.names());
                        return first.named(List.copyOf(names));
                    });
        }
        return distinct;
    }

    /** What the rows shall say. An image that is there and whole keeps the manifest it has. */
    private StoredImage image(ImageCandidate candidate, List<Long> sizes) {
        return repository
                .find(candidate.id())
                .filter(hold::isWhole)
                .orElseGet(() -> fresh(candidate, sizes));
    }

    private static StoredImage fresh(ImageCandidate candidate, List<Long> sizes) {
        List<String> diffIds = candidate.config().diffIds();
        List<String> chain = candidate.chain();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            layers.add(
                    new Layer(
                            diffIds.get(i), chain.get(i), candidate.layers().get(i), sizes.get(i)));
        }
        Instant created = candidate.config().created();
        Image image =
                new Image(
                        candidate.id(),
                        candidate.manifest(),
                        List.of(),
                        List.of(),
                        candidate.config(),
                        chain.isEmpty() ? "" : chain.getLast(),
                        sizes.stream().mapToLong(Long::longValue).sum(),
                        created == null ? Instant.EPOCH : created);
        return new StoredImage(
                image, candidate.configJson(), layers, Instant.now(), Optional.empty());
    }

    private List<Registered> store(
            Map<ImageCandidate, StoredImage> images, BiConsumer<Image, List<Reference>> tell) {
        List<Registered> registered = new ArrayList<>();
        images.forEach(
                (candidate, stored) -> {
                    repository.save(stored);
                    List<Moved> moved = new ArrayList<>();
                    for (Reference name : candidate.names()) {
                        repository
                                .byName(name)
                                .filter(former -> !former.equals(stored.id()))
                                .ifPresent(former -> moved.add(new Moved(name, former)));
                        repository.name(name, stored.id(), Instant.now());
                    }
                    tell.accept(stored.image(), candidate.names());
                    registered.add(new Registered(stored.image(), candidate.names(), moved));
                });
        return registered;
    }

    private void tell(String action, Image image, List<Reference> names) {
        if (action.isEmpty()) {
            names.forEach(name -> events.tell("tag", image, name.familiar()));
        } else {
            events.tell(action, image, image.id().value());
        }
    }

    private void dropUnlessStored(Digest id, RuntimeException failure) {
        try {
            if (!repository.exists(id)) {
                hold.drop(id);
            }
        } catch (RuntimeException e) {
            // The next start of the daemon drops it.
            failure.addSuppressed(e);
        }
    }
}
