package dev.joey.image;

import dev.joey.http.Filters;
import dev.joey.oci.Reference;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which images a list shows. Source: Docker API, "List Images", parameter filters.
 *
 * @param dangling whether only images without a name are shown, or only those with one
 * @param labels where the filter on labels is; all of its values must be there
 * @param references names that are none of these are not shown; none means all are
 * @param before images made at this time or later are not shown
 * @param since images made at this time or earlier are not shown
 */
record ImageFilters(
        Optional<Boolean> dangling,
        Filters labels,
        List<ReferenceGlob> references,
        Optional<Instant> before,
        Optional<Instant> since) {
    private static final String[] KNOWN = {
        "dangling", "label", "reference", "before", "since", "until"
    };

    /** Answers when the image that a user names was made. */
    @FunctionalInterface
    interface Creation {
        /**
         * Answers.
         *
         * @throws dev.joey.error.EngineException.NotFound if there is no such image
         */
        Instant of(String image);
    }

    /** Reads the value of {@code until}; the caller knows the present time and the zone. */
    @FunctionalInterface
    interface Until {
        /**
         * Reads.
         *
         * @throws dev.joey.error.EngineException.InvalidParameter if it is no time
         */
        Optional<Instant> parse(String text);
    }

    /**
     * Reads filters.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if one is unknown or malformed
     */
    static ImageFilters parse(Filters given, Creation creation, Until until) {
        given.allow(KNOWN);
        return new ImageFilters(
                given.has("dangling")
                        ? Optional.of(given.flag("dangling", false))
                        : Optional.empty(),
                given,
                given.of("reference").stream().map(ReferenceGlob::new).toList(),
                // Several values hold all at once.
                Stream.concat(
                                given.of("before").stream().map(creation::of),
                                given.of("until").stream()
                                        .map(until::parse)
                                        .flatMap(Optional::stream))
                        .min(Comparator.naturalOrder()),
                given.of("since").stream().map(creation::of).max(Comparator.naturalOrder()));
    }

    /** The image as it is shown, with the names that are asked for; empty if it is not shown. */
    Optional<ImageSummary> apply(ImageSummary image) {
        if (!isInTime(image) || !labels.matchesAll("label", image.labels())) {
            return Optional.empty();
        }
        List<Reference> names = image.names();
        if (!references.isEmpty()) {
            names = names.stream().filter(this::isAskedFor).toList();
            if (names.isEmpty()) {
                return Optional.empty();
            }
        }
        if (dangling.isPresent() && dangling.get() != image.names().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(image.named(names));
    }

    private boolean isInTime(ImageSummary image) {
        return before.map(b -> image.createdAt().filter(b::isAfter).isPresent()).orElse(true)
                && since.map(s -> image.createdAt().filter(s::isBefore).isPresent()).orElse(true);
    }

    private boolean isAskedFor(Reference name) {
        return references.stream().anyMatch(glob -> glob.matches(name));
    }
}
