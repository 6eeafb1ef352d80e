package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.image.ManifestChoice.Chosen;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import dev.joey.registry.Credentials;
import dev.joey.registry.Registries;
import dev.joey.registry.Repository;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Brings images of a registry: manifest, layers, rows. */
@ApplicationScoped
class PullImage {
    private final Registries registries;
    private final ImageRepository repository;
    private final PullBook book;
    private final PullLayers layers;
    private final RegisterImages register;
    private final ImageEvents events;
    private final List<ImageHook> hooks;

    PullImage(
            Registries registries,
            ImageRepository repository,
            PullBook book,
            PullLayers layers,
            RegisterImages register,
            ImageEvents events,
            @All List<ImageHook> hooks) {
        this.registries = registries;
        this.repository = repository;
        this.book = book;
        this.layers = layers;
        this.register = register;
        this.events = events;
        this.hooks = hooks;
    }

    /**
     * Pulls.
     *
     * @param name with tag or digest; without both, all tags of the repository are meant
     * @param platform which image of a multi-platform one; none means the host's
     * @throws EngineException if nothing was told yet, in Docker's words
     */
    void pull(
            Reference name,
            Optional<Platform> platform,
            Credentials credentials,
            TransferMessages messages) {
        Repository source = registries.repository(name, credentials);
        if (name.tag().isPresent() || name.digest().isPresent()) {
            pullOne(name, platform, source, messages);
            return;
        }
        List<String> tags = source.tags();
        if (tags.isEmpty()) {
            throw new EngineException.NotFound("no tags found for " + name.familiarName());
        }
        for (String tag : tags) {
            Reference tagged = name.withTag(tag);
            pullOne(tagged, platform, registries.repository(tagged, credentials), messages);
        }
    }

    private void pullOne(
            Reference given,
            Optional<Platform> platform,
            Repository source,
            TransferMessages messages) {
        Reference name = given.withoutShadowedTag();
        String which = name.digest().map(Digest::value).or(name::tag).orElseThrow();
        Chosen chosen = new ManifestChoice(source, platform).of(which);
        messages.line(which, "Pulling from " + name.path());
        Optional<Digest> before = repository.byName(name);
        List<Descriptor> blobs = chosen.parsed().layers();
        String pull = book.begin(name, platform.map(Platform::toString).orElse(""), blobs);
        Image image;
        try {
            PullLayers.Brought brought = layers.bring(pull, source, chosen, messages);
            book.brought(pull);
            Reference digested = name.byDigest(chosen.top().digest());
            List<Reference> names =
                    name.equals(digested) ? List.of(digested) : List.of(name, digested);
            image =
                    register.register(
                                    brought.candidate().named(names),
                                    brought.sizes(),
                                    (done, _) -> events.pulled(done, name))
                            .image();
        } catch (RuntimeException e) {
            book.failed(pull, String.valueOf(e.getMessage()));
            throw e;
        }
        book.done(pull);
        hooks.forEach(hook -> hook.pulled(image, name));
        messages.line("Digest: " + chosen.top().digest());
        platform.filter(wanted -> !wanted.accepts(image.config().platform()))
                .ifPresent(wanted -> messages.line(mismatch(name, wanted, image)));
        boolean same = before.filter(image.id()::equals).isPresent();
        messages.line(
                "Status: "
                        + (same ? "Image is up to date for " : "Downloaded newer image for ")
                        + name.familiar());
    }

    private static String mismatch(Reference name, Platform wanted, Image image) {
        return "WARNING: image with reference "
                + name.familiar()
                + " was found but does not match the specified platform: wanted "
                + wanted
                + ", actual: "
                + image.config().platform();
    }
}
