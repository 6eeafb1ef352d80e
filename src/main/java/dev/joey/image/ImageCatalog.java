package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds images as users name them, and knows who uses them. */
@ApplicationScoped
@Transactional
class ImageCatalog {
    private static final Pattern WHOLE_ID = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");
    private static final Pattern ID_PREFIX = Pattern.compile("(?:sha256:)?([0-9a-f]{1,64})");

    private final ImageRepository repository;

    ImageCatalog(ImageRepository repository) {
        this.repository = repository;
    }

    /**
     * Looks up by id, name, or unique prefix of an id, in this order, as Docker does.
     *
     * @throws EngineException.InvalidParameter if the text is neither id nor reference
     */
    Optional<StoredImage> find(String text) {
        var wholeId = WHOLE_ID.matcher(text);
        if (wholeId.matches()) {
            return repository.find(new Digest("sha256:" + wholeId.group(1)));
        }
        Reference name = Reference.parse(text).withDefaultTag().withoutShadowedTag();
        return repository.byName(name).or(() -> byPrefix(text)).flatMap(repository::find);
    }

    /**
     * Like {@link #find}.
     *
     * @throws EngineException.NotFound {@code No such image: x:latest}
     */
    StoredImage get(String text) {
        return find(text)
                .orElseThrow(
                        () -> new EngineException.NotFound("No such image: " + asSought(text)));
    }

    void use(Image image, String containerId) {
        if (!repository.exists(image.id())) {
            throw new EngineException.NotFound("No such image: " + image.id());
        }
        repository.use(containerId, image.id());
    }

    void release(String containerId) {
        repository.release(containerId, Instant.now());
    }

    Map<Digest, ManifestFacts> manifests() {
        return repository.manifests();
    }

    private Optional<Digest> byPrefix(String text) {
        var prefix = ID_PREFIX.matcher(text);
        if (!prefix.matches()) {
            return Optional.empty();
        }
        List<Digest> ids = repository.byPrefix("sha256:" + prefix.group(1));
        return ids.size() == 1 ? Optional.of(ids.getFirst()) : Optional.empty();
    }

    private static String asSought(String text) {
        var wholeId = WHOLE_ID.matcher(text);
        return wholeId.matches()
                ? "sha256:" + wholeId.group(1)
                : Reference.parse(text).withDefaultTag().familiar();
    }
}
