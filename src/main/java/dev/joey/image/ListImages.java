package dev.joey.image;

import dev.joey.http.Filters;
import dev.joey.http.TimeParameter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists images, the newest first. */
@ApplicationScoped
class ListImages {
    private final ImageCatalog catalog;
    private final ImageRepository repository;
    private final ImageCache cache;

    ListImages(ImageCatalog catalog, ImageRepository repository, ImageCache cache) {
        this.catalog = catalog;
        this.repository = repository;
        this.cache = cache;
    }

    /**
     * Lists.
     *
     * @param withShared whether to say how much of each image others have too
     * @throws dev.joey.error.EngineException.InvalidParameter if a filter is unknown or malformed
     * @throws dev.joey.error.EngineException.NotFound if a filter names an image that is not there
     */
    List<ImageSummary> list(Filters given, boolean withShared) {
        Instant now = Instant.now();
        ImageFilters filters =
                ImageFilters.parse(
                        given,
                        name -> catalog.get(name).image().createdAt(),
                        text -> TimeParameter.parse(text, now, ZoneId.systemDefault()));
        return cache.list(withShared, () -> repository.list(withShared)).stream()
                .map(filters::apply)
                .flatMap(Optional::stream)
                .sorted(
                        Comparator.comparing(
                                        (ImageSummary image) ->
                                                image.createdAt().orElse(Instant.EPOCH))
                                .reversed())
                .toList();
    }
}
