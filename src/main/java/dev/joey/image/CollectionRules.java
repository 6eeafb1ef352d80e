package dev.joey.image;

import dev.joey.config.ImageStoreConfig;
import dev.joey.http.Filters;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When images are collected, and which may go.
 *
 * @param highPercent how full the disk must be; absent means never
 * @param lowPercent how full it may stay
 * @param keepLabels {@code key} or {@code key=value}, each
 * @param keepNames patterns of names
 */
record CollectionRules(
        Optional<Integer> highPercent,
        int lowPercent,
        Duration minimumAge,
        Set<String> keepLabels,
        List<ReferenceGlob> keepNames) {
    private static final int HUNDRED = 100;
    private static final int USUAL_GAP = 5;

    static CollectionRules of(ImageStoreConfig.Collection config) {
        int high = config.highPercent().orElse(HUNDRED);
        return new CollectionRules(
                config.highPercent(),
                Math.min(high, config.lowPercent().orElse(Math.max(0, high - USUAL_GAP))),
                config.minimumAge(),
                new LinkedHashSet<>(config.keepLabels().orElse(List.of())),
                config.keepNames().orElse(List.of()).stream().map(ReferenceGlob::new).toList());
    }

    /** 0 if the disk is not full to the high mark, else what brings it down to the low one. */
    long bytesToFree(long usedBytes, long totalBytes) {
        boolean full =
                highPercent.isPresent()
                        && usedBytes >= (double) totalBytes * highPercent.get() / HUNDRED;
        return full ? usedBytes - (long) ((double) totalBytes * lowPercent / HUNDRED) : 0;
    }

    /** Whether an image that nobody uses may go. */
    boolean mayGo(ImageSummary image, Instant unusedSince, Instant now) {
        boolean labelled =
                keepLabels.stream()
                        .anyMatch(
                                label ->
                                        new Filters(Map.of("label", Set.of(label)))
                                                .matchesAll("label", image.labels()));
        return !unusedSince.plus(minimumAge).isAfter(now)
                && !labelled
                && image.names().stream()
                        .noneMatch(name -> keepNames.stream().anyMatch(g -> g.matches(name)));
    }
}
