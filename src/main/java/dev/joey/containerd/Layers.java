package dev.joey.containerd;

import dev.joey.oci.Descriptor;
import java.util.List;

/** containerd's diff service: between blobs and snapshots. */
public interface Layers {
    /**
     * Unpacks a layer blob onto mounts.
     *
     * @return the descriptor of the uncompressed layer; its digest is the diff id
     */
    Descriptor apply(Descriptor layer, List<RootMount> mounts);
}
