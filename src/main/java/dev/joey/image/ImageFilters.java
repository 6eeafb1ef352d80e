package dev.joey.image;

import dev.joey.oci.Reference;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which images a list shows. Source: Docker API, "List Images", parameter filters.
 *
 * @param dangling whether only images without a name are shown, or only those with one
 * @param labels each {@code name} or {@code name=value}; all must be there
 * @param references names that are none of these are not shown; none means all are
 * @param before images made at this time or later are not shown
 * @param since images made at this time or earlier are not shown
 */
record ImageFilters(
        Optional<Boolean> dangling,
        List<String> labels,
        List<ReferenceGlob> references,
        Optional<Instant> before,
        Optional<Instant> since) {
    static final Set<String> KNOWN =
            Set.of("dangling", "label", "reference", "before", "since", "until");

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

    /** Finds the present time and zone in {@link #parse}. */
    @FunctionalInterface
    interface Until {
        Instant parse(String text);
    }

    /**
     * Reads filters.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if one is unknown or malformed
     */
    static ImageFilters parse(FilterArguments arguments, Creation creation, Until until) {
        arguments.check(KNOWN);
        return new ImageFilters(
                arguments.has("dangling")
                        ? Optional.of(arguments.flag("dangling"))
                        : Optional.empty(),
                arguments.get("label"),
                arguments.get("reference").stream().map(ReferenceGlob::new).toList(),
                // Several values hold all at once.
                Stream.concat(
                                arguments.get("before").stream().map(creation::of),
                                arguments.get("until").stream().map(until::parse))
                        .min(Comparator.naturalOrder()),
                arguments.get("since").stream().map(creation::of).max(Comparator.naturalOrder()));
    }

    /** The image as it is shown, with the names that are asked for; empty if it is not shown. */
    Optional<ImageSummary> apply(ImageSummary image) {
        if (!isInTime(image) || !hasLabels(image.labels())) {
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

    private boolean hasLabels(Map<String, String> present) {
        return labels.stream()
                .allMatch(
                        wanted -> {
                            int equals = wanted.indexOf('=');
                            return equals < 0
                                    ? present.containsKey(wanted)
                                    : wanted.substring(equals + 1)
                                            .equals(present.get(wanted.substring(0, equals)));
                        });
    }

    private boolean isAskedFor(Reference name) {
        return references.stream().anyMatch(glob -> glob.matches(name));
    }
}
