package dev.joey.volume;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows: written in the caller's transaction, read as committed. */
interface VolumeRows {
    void insert(Volume volume);

    /** False if the volume is gone or going. */
    boolean use(String containerId, String destination, String volume, boolean unfilled);

    /** Forgets all uses by a container. */
    void release(String containerId);

    /** Marks a volume that nobody uses; false if it is used or gone. */
    boolean markRemoving(String name);

    void unmarkRemoving(String name);

    /** False if there is none. */
    boolean delete(String name);

    void filled(String containerId, String destination);

    /** Remembers that a volume is ready for a container; again is no error. */
    void mounted(String containerId, String volume);

    /** Forgets that a volume is ready for a container. */
    void unmounted(String containerId, String volume);

    /** The volumes that are ready for a container. */
    List<String> mountedFor(String containerId);

    /** The containers for which a volume is ready. */
    List<String> holders(String volume);

    /** A volume that is not being removed. */
    Optional<Volume> find(String name);

    /** A volume, even one that is being removed. */
    Optional<Volume> any(String name);

    /** All volumes that are not being removed, by name. */
    List<Volume> all();

    List<Volume> removing();

    List<VolumeUse> usesOf(String volume);

    List<VolumeUse> usesBy(String containerId);

    /** How many containers use each volume; those that none uses are left out. */
    Map<String, Long> countUses();
}
