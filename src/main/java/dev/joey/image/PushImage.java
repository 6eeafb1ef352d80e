package dev.joey.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.joey.db.Transactions;
import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import dev.joey.registry.Credentials;
import dev.joey.registry.PushRepository;
import dev.joey.registry.Registries;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Brings an image to a registry: layers that it lacks, config, manifest. */
@ApplicationScoped
class PushImage {
    private final Registries registries;
    private final ImageRepository repository;
    private final Transactions transactions;
    private final PushLayers layers;
    private final ImageEvents events;

    PushImage(
            Registries registries,
            ImageRepository repository,
            Transactions transactions,
            PushLayers layers,
            ImageEvents events) {
        this.registries = registries;
        this.repository = repository;
        this.transactions = transactions;
        this.layers = layers;
        this.events = events;
    }

    /**
     * Pushes.
     *
     * @param name without tag, all tags of it are meant
     * @param platform that the image must be of, if given
     * @throws EngineException in Docker's words
     */
    void push(
            Reference name,
            Optional<Platform> platform,
            Credentials credentials,
            TransferMessages messages) {
        messages.line("The push refers to repository [" + name.repository() + "]");
        List<Reference> local = transactions.call(() -> repository.tagsOf(name));
        if (local.isEmpty()) {
            throw new EngineException.NotFound(
                    "An image does not exist locally with the tag: " + name.familiarName());
        }
        if (name.tag().isPresent() && !local.contains(name)) {
            throw new EngineException.NotFound("tag does not exist: " + name.familiar());
        }
        PushRepository target = registries.pushRepository(name, credentials);
        target.reach();
        for (Reference one : name.tag().isPresent() ? List.of(name) : local) {
            pushOne(one, platform, target, messages);
        }
    }

    private void pushOne(
            Reference name,
            Optional<Platform> platform,
            PushRepository target,
            TransferMessages messages) {
        StoredImage image =
                transactions
                        .call(() -> repository.byName(name).flatMap(repository::find))
                        .orElseThrow(
                                () ->
                                        new EngineException.NotFound(
                                                "tag does not exist: " + name.familiar()));
        platform.filter(wanted -> !wanted.accepts(image.image().config().platform()))
                .ifPresent(
                        wanted -> {
                            throw new EngineException.NotFound(
                                    ("image with reference %s was found but does not match the"
                                                    + " specified platform: wanted %s, actual: %s")
                                            .formatted(
                                                    name.familiar(),
                                                    wanted,
                                                    image.image().config().platform()));
                        });
        layers.push(image, name, target, messages);
        Digest digest = image.manifest().digest();
        long size = image.manifest().sizeBytes();
        String tag = name.tag().orElseThrow();
        transactions.run(
                () -> {
                    if (repository.exists(image.id())) {
                        repository.name(name.byDigest(digest), image.id(), Instant.now());
                        events.pushed(image.image(), name);
                    }
                });
        messages.line("%s: digest: %s size: %d".formatted(tag, digest, size));
        messages.aux(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Tag", tag)
                        .put("Digest", digest.value())
                        .put("Size", size));
    }
}
