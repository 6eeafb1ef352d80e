package dev.joey.image;

import dev.joey.containerd.Layers;
import dev.joey.containerd.Leases;
import dev.joey.containerd.RootMount;
import dev.joey.containerd.Snapshots;
import dev.joey.containerd.Snapshots.Kind;
import dev.joey.lock.KeyedLocks;
import dev.joey.oci.ChainId;
import dev.joey.oci.Descriptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Turns layers into committed snapshots, one per stack of layers, named by its chain id; images
 * that begin with the same layers share them. Safe to repeat after any interruption.
 */
@ApplicationScoped
class UnpackLayers {
    /** Unpacking one huge layer on a slow disk takes minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final String UNDER_WAY = "joey-unpack-";

    private static final Watch NOBODY =
            new Watch() {
                @Override
                public void arrival(int position) {
                    // All blobs are there.
                }

                @Override
                public void before(int position) {
                    // Nobody asked.
                }

                @Override
                public void after(int position) {
                    // Nobody asked.
                }

                @Override
                public void wasThere(int position) {
                    // Nobody asked.
                }
            };

    private final Snapshots snapshots;
    private final Layers layers;
    private final Leases leases;
    private final UnpackLimit limit;
    private final DurableLayers durable;
    private final KeyedLocks<String> chains = new KeyedLocks<>();

    /** Who looks on; each method is told the height of a layer, 0 for the base. */
    interface Watch {
        /** A layer is wanted; returns when its blob is there. */
        void arrival(int position);

        /** A layer is going to be unpacked. */
        void before(int position);

        /** A layer is unpacked. */
        void after(int position);

        /** A layer was unpacked before. */
        void wasThere(int position);
    }

    UnpackLayers(
            Snapshots snapshots,
            Layers layers,
            Leases leases,
            UnpackLimit limit,
            DurableLayers durable) {
        this.snapshots = snapshots;
        this.layers = layers;
        this.leases = leases;
        this.limit = limit;
        this.durable = durable;
    }

    /**
     * Removes what unpackings left that died with their daemon: containerd itself would keep the
     * unfinished snapshots, and what was finished may not have reached the disk, so that it is
     * never to be taken for a layer that is there.
     *
     * @param known chain ids of registered images, which stay, as does what a container stands on
     */
    void clear(String snapshotter, Set<String> known) {
        Map<String, Snapshots.SnapshotInfo> left = new HashMap<>();
        for (Snapshots.SnapshotInfo snapshot : snapshots.list(snapshotter)) {
            left.put(snapshot.key(), snapshot);
        }
        left.values()
                .removeIf(
                        snapshot -> {
                            boolean dead = snapshot.key().startsWith(UNDER_WAY);
                            if (dead) {
                                snapshots.remove(snapshotter, snapshot.key());
                            }
                            return dead;
                        });
        boolean more = true;
        while (more) {
            Set<String> parents =
                    left.values().stream()
                            .map(Snapshots.SnapshotInfo::parent)
                            .collect(Collectors.toSet());
            more =
                    left.values()
                            .removeIf(
                                    snapshot -> {
                                        boolean unknown =
                                                snapshot.kind() == Kind.COMMITTED
                                                        && !known.contains(snapshot.key())
                                                        && !parents.contains(snapshot.key());
                                        if (unknown) {
                                            snapshots.remove(snapshotter, snapshot.key());
                                        }
                                        return unknown;
                                    });
        }
    }

    /**
     * Unpacks what is not yet unpacked, and has it all held by a lease.
     *
     * @param blobs from the base upwards
     * @param diffIds what the unpacked layers' digests must be
     * @return disk use of each layer, in bytes
     * @throws dev.joey.error.EngineException.InvalidParameter if a layer's digest differs, or it is
     *     larger than {@link UnpackLimit} lets it be
     */
    List<Long> unpack(
            String lease, String snapshotter, List<Descriptor> blobs, List<String> diffIds) {
        return unpack(lease, snapshotter, blobs, diffIds, NOBODY);
    }

    /** As {@link #unpack(String, String, List, List)}, and somebody looks on. */
    List<Long> unpack(
            String lease,
            String snapshotter,
            List<Descriptor> blobs,
            List<String> diffIds,
            Watch watch) {
        List<String> chain = ChainId.chain(diffIds);
        for (int i = 0; i < chain.size(); i++) {
            String parent = i == 0 ? "" : chain.get(i - 1);
            Step step = new Step(i, blobs.get(i), diffIds.get(i), parent, chain.get(i));
            watch.arrival(i);
            try (var _ = chains.acquire(step.name, PATIENCE)) {
                unpack(lease, snapshotter, step, watch);
            }
        }
        durable.write(chain);
        return chain.stream().map(key -> snapshots.usage(snapshotter, key).sizeBytes()).toList();
    }

    /** Whether the snapshot is there as a whole. */
    boolean isUnpacked(String snapshotter, String name) {
        return snapshots
                .stat(snapshotter, name)
                .filter(s -> s.kind() == Kind.COMMITTED)
                .isPresent();
    }

    private void unpack(String lease, String snapshotter, Step step, Watch watch) {
        if (isHeld(lease, snapshotter, step.name)) {
            watch.wasThere(step.position);
            return;
        }
        watch.before(step.position);
        // A key of its own each time: what an interrupted attempt left is never built upon.
        String key = UNDER_WAY + UUID.randomUUID();
        try {
            apply(lease, snapshotter, key, step);
        } catch (RuntimeException e) {
            try {
                snapshots.remove(snapshotter, key);
            } catch (RuntimeException cleaning) {
                e.addSuppressed(cleaning);
            }
            throw e;
        }
        watch.after(step.position);
    }

    /** Whether it is unpacked; then the lease holds it. */
    private boolean isHeld(String lease, String snapshotter, String name) {
        if (!isUnpacked(snapshotter, name)) {
            return false;
        }
        leases.hold(lease, ImageLeases.snapshots(snapshotter), name);
        // It may have been collected just before: what is found now cannot be any more.
        return isUnpacked(snapshotter, name);
    }

    private void apply(String lease, String snapshotter, String key, Step step) {
        List<RootMount> mounts = snapshots.prepareLayer(lease, snapshotter, key, step.parent);
        String diffId =
                limit.watch(snapshotter, key, step.blob, () -> layers.apply(step.blob, mounts))
                        .digest()
                        .value();
        if (!diffId.equals(step.diffId)) {
            throw ImageCandidate.wrongDiff(step.position, step.diffId, diffId);
        }
        durable.unpacked(step.name, mounts);
        snapshots.commitLayer(lease, snapshotter, step.name, key);
    }

    private record Step(int position, Descriptor blob, String diffId, String parent, String name) {}
}
