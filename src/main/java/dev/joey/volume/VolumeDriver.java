package dev.joey.volume;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the data of volumes lies. Each call may come twice; the caller holds the volume. */
interface VolumeDriver {
    /**
     * Checks a volume that is to be made.
     *
     * @param options never null
     * @throws dev.joey.error.EngineException.InvalidParameter if it can never be made
     */
    void check(String name, Map<String, String> options);

    /** Makes the place of its data. */
    void create(String name, Map<String, String> options);

    /** Takes a place away to which no data came, because the volume is not to be. */
    void uncreate(String name);

    /** Where its data lies, whether or not it can be reached now. */
    Path path(Volume volume);

    /**
     * Makes its data reachable, for each holder once.
     *
     * @param holder tells the driver for whom
     */
    Path mount(Volume volume, String holder);

    /**
     * Takes back {@link #mount}.
     *
     * @param last whether nobody holds it any more
     */
    void unmount(Volume volume, String holder, boolean last);

    /** Takes its data away for ever. */
    void remove(Volume volume);

    /** {@code local} or {@code global}. */
    default String scope() {
        return "local";
    }

    /** What the driver tells of a volume in its own words, null for nothing. */
    default Map<String, Object> status(Volume volume) {
        return null;
    }

    /** The folder whose size is the volume's; none where that is not known. */
    default Optional<Path> measured(Volume volume) {
        return Optional.empty();
    }
}
