package dev.joey.image;

import dev.joey.containerd.Leases;
import dev.joey.oci.Digest;
import java.util.UUID;

/**
 * Names of the leases that keep images alive in containerd: one per image, for as long as its row
 * is there, and one per piece of work. What neither holds, containerd collects.
 */
final class ImageLeases {
    private static final String IMAGE = "joey-image-";
    private static final String WORK = "joey-load-";

    /** What the lease of an unfinished pull begins with; it is the id of its row. */
    static final String PULL = "joey-pull-";

    private ImageLeases() {}

    /** The lease of an image. */
    static String of(Digest image) {
        return IMAGE + image.hex();
    }

    /** Makes a lease for one load. */
    static String newWork(Leases leases) {
        String lease = WORK + UUID.randomUUID();
        leases.create(lease);
        return lease;
    }

    static boolean isImage(String lease) {
        return lease.startsWith(IMAGE);
    }

    static boolean isWork(String lease) {
        return lease.startsWith(WORK);
    }

    /** The type of a snapshot in {@link Leases#hold}. */
    static String snapshots(String snapshotter) {
        return "snapshots/" + snapshotter;
    }
}
