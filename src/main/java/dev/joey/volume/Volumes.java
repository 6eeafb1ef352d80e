package dev.joey.volume;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What containers need of volumes; {@code VolumeManager} is it. */
public interface Volumes {
    /**
     * Finds or makes the volumes that a new container wants, and holds them, so that nobody removes
     * them before {@link Claim#store} is committed. Closed by the thread that made it.
     *
     * @throws dev.joey.error.EngineException.InvalidParameter if a name or an option is wrong
     * @throws dev.joey.error.EngineException.NotFound if there is no such driver
     * @throws dev.joey.error.EngineException.Conflict if a volume of that name has another driver
     */
    Claim claim(String containerId, List<VolumeWish> wishes);

    /**
     * Forgets, in the caller's transaction, which volumes a container uses.
     *
     * @param removed those that go with it unless others use them
     */
    void release(String containerId, List<String> removed);

    /** Takes away the data of volumes that {@link #release} gave up. */
    void sweep();

    /** The uses of a container. */
    List<VolumeUse> uses(String containerId);

    /**
     * Lets a volume have what the image has, if it is empty, and remembers that it was asked.
     *
     * @param copy puts the files into the folder it gets; not called if the volume is not empty
     */
    void fill(String containerId, String name, String destination, Consumer<Path> copy);

    /**
     * Makes volumes ready for a container that starts, and tells of it.
     *
     * @return where the data of each lies, by name
     * @throws dev.joey.error.EngineException.NotFound if one is gone
     */
    Map<String, Path> mount(String containerId, List<VolumeMount> mounts);

    /** Takes back {@link #mount}; again is no error. */
    void unmount(String containerId);

    /**
     * Makes a volume ready for a short look, as a copy makes it.
     *
     * @throws dev.joey.error.EngineException.NotFound if it is gone
     */
    Held hold(String name);

    /** A volume. */
    Optional<Volume> find(String name);

    /** Where the data of a volume lies, without making it ready. */
    Path path(Volume volume);

    /** Makes the host agree with the rows; once, at the daemon's start, before any request. */
    void reconcile();

    /** Volumes held for a new container. */
    interface Claim extends AutoCloseable {
        /** The volumes, in the order of the wishes. */
        List<Volume> volumes();

        /** Stores the volumes that are new, and all uses, in the caller's transaction. */
        void store();

        /** Takes back what was made for a container that is not to be. */
        void undo();

        /** Lets go. */
        @Override
        void close();
    }

    /** A volume made ready. */
    interface Held extends AutoCloseable {
        /** Where its data lies. */
        Path path();

        @Override
        void close();
    }
}
