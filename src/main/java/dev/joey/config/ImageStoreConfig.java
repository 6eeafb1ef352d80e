package dev.joey.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How images are kept on the disk. */
@ConfigMapping(prefix = "joey.image-store")
public interface ImageStoreConfig {
    /**
     * How many times as large as its blob an unpacked layer, or a compressed archive, may be; what
     * takes no more than {@link #unpackFreely()} is always let through. Real layers reach 20.
     */
    @WithDefault("200")
    int unpackRatio();

    /** In bytes; see {@link #unpackRatio()}. */
    @WithDefault("1073741824")
    long unpackFreely();

    /** What an unpacked layer may take at most, in bytes; absent means no such limit. */
    Optional<Long> unpackAtMost();

    /** The collection of images that nobody uses. */
    Collection collection();

    /** When images are collected, and which never are. */
    interface Collection {
        /**
         * How full the data root's disk must be, in percent, 1 to 100; absent means that nothing is
         * ever collected.
         */
        Optional<Integer> highPercent();

        /** How full it may stay, in percent; absent means five less than the high mark. */
        Optional<Integer> lowPercent();

        /** How long an image must have been unused. */
        @WithDefault("24h")
        Duration minimumAge();

        /** Images with one of these labels are kept: {@code key} or {@code key=value}. */
        Optional<List<String>> keepLabels();

        /** Images with a name that fits one of these, as the filter {@code reference}, are kept. */
        Optional<List<String>> keepNames();
    }
}
