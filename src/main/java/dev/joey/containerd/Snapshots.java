package dev.joey.containerd;

import java.util.List;
import java.util.Optional;

/**
 * containerd's snapshots service. The snapshotter is given to each call.
 *
 * <p>What {@link #prepare} and {@link #view} make stays until {@link #remove}, whatever containerd
 * collects. What {@link #commit} makes stays while a lease holds it or a snapshot stands on it.
 */
public interface Snapshots {
    /**
     * Makes a writable snapshot on a committed parent. One that is there already under this key is
     * returned.
     *
     * @param parent key of a committed snapshot, or empty
     */
    List<RootMount> prepare(String snapshotter, String key, String parent);

    /**
     * Makes a writable snapshot on a committed parent, to become a layer by {@link #commitLayer};
     * it stays while the lease is there.
     *
     * @param parent key of a committed snapshot, or empty
     */
    List<RootMount> prepareLayer(String lease, String snapshotter, String key, String parent);

    /**
     * Turns the active snapshot {@code key} into the committed one {@code name}, which the lease
     * then holds; there already is no error, and {@code key} is then removed.
     */
    void commitLayer(String lease, String snapshotter, String name, String key);

    /** Makes a read-only view of a committed snapshot. */
    List<RootMount> view(String snapshotter, String key, String parent);

    /** The mounts of an active snapshot. */
    List<RootMount> mounts(String snapshotter, String key);

    /**
     * Turns the active snapshot {@code key} into the committed one {@code name}; there already is
     * no error, and {@code key} is then removed. Let a lease {@link Leases#hold} the name before.
     */
    void commit(String snapshotter, String name, String key);

    /** Removes a snapshot. Absent ones are no error. */
    void remove(String snapshotter, String key);

    /** What is known of a snapshot. */
    Optional<SnapshotInfo> stat(String snapshotter, String key);

    /** All snapshots of the namespace. */
    List<SnapshotInfo> list(String snapshotter);

    /** Disk use of one snapshot without its parents. */
    SnapshotUsage usage(String snapshotter, String key);

    /** Kinds of snapshots. */
    enum Kind {
        VIEW,
        ACTIVE,
        COMMITTED,
        UNKNOWN
    }

    /** {@code parent} is empty for a base layer. */
    record SnapshotInfo(String key, String parent, Kind kind) {}

    /** Bytes and inodes. */
    record SnapshotUsage(long sizeBytes, long inodes) {}
}
