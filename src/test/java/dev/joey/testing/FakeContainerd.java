package dev.joey.testing;

import dev.joey.containerd.Content.BlobInfo;
import dev.joey.containerd.Leases;
import dev.joey.containerd.Snapshots.Kind;
import dev.joey.containerd.Snapshots.SnapshotInfo;
import dev.joey.oci.Digest;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What containerd would hold, in memory, with its garbage collection: whatever no lease reaches
 * goes when a lease is deleted. The four fakes of its services share one.
 */
@Singleton
public class FakeContainerd {
    private static final String CONTENT_REF = "containerd.io/gc.ref.content.";
    private static final String SNAPSHOT_REF = "containerd.io/gc.ref.snapshot.";

    final Map<Digest, byte[]> blobs = new HashMap<>();
    final Map<Digest, Map<String, String>> labels = new HashMap<>();

    /** By snapshotter and key. */
    final Map<String, Map<String, SnapshotInfo>> snapshots = new HashMap<>();

    /** By lease, {@code type id}. */
    final Map<String, Set<String>> leases = new TreeMap<>();

    /** How many layers were unpacked so far. */
    public int unpacked;

    /** Thrown by the next unpacking, once. */
    public RuntimeException failNextUnpacking;

    public synchronized Set<String> leases() {
        return new TreeSet<>(leases.keySet());
    }

    public synchronized Set<Digest> blobs() {
        return new HashSet<>(blobs.keySet());
    }

    public synchronized Set<String> snapshots() {
        Set<String> keys = new TreeSet<>();
        snapshots.values().forEach(of -> keys.addAll(of.keySet()));
        return keys;
    }

    /** All labels of all blobs. */
    public synchronized Map<Digest, Map<String, String>> labelTexts() {
        return new HashMap<>(labels);
    }

    /** Loses a blob, as a damaged store would. */
    public synchronized void lose(Digest blob) {
        blobs.remove(blob);
        labels.remove(blob);
    }

    /** Loses all snapshots, as after a power cut. */
    public synchronized void loseSnapshots() {
        snapshots.clear();
    }

    BlobInfo info(Digest digest) {
        return new BlobInfo(
                digest,
                blobs.get(digest).length,
                Map.copyOf(labels.getOrDefault(digest, Map.of())));
    }

    Map<String, SnapshotInfo> of(String snapshotter) {
        return snapshots.computeIfAbsent(snapshotter, _ -> new LinkedHashMap<>());
    }

    synchronized void collect() {
        Set<String> reached = new HashSet<>();
        leases.values().forEach(held -> held.forEach(resource -> reach(resource, reached)));
        blobs.keySet().removeIf(digest -> !reached.contains(Leases.CONTENT + " " + digest));
        labels.keySet().retainAll(blobs.keySet());
        snapshots.forEach(
                (snapshotter, of) ->
                        of.keySet()
                                .removeIf(
                                        key ->
                                                !reached.contains(
                                                        "snapshots/" + snapshotter + " " + key)));
    }

    private void reach(String resource, Set<String> reached) {
        if (!reached.add(resource)) {
            return;
        }
        String type = resource.substring(0, resource.indexOf(' '));
        String id = resource.substring(type.length() + 1);
        if (type.equals(Leases.CONTENT)) {
            labels.getOrDefault(new Digest(id), Map.of())
                    .forEach(
                            (label, value) -> {
                                if (label.startsWith(CONTENT_REF)) {
                                    reach(Leases.CONTENT + " " + value, reached);
                                } else if (label.startsWith(SNAPSHOT_REF)) {
                                    String snapshotter = label.substring(SNAPSHOT_REF.length());
                                    reach("snapshots/" + snapshotter + " " + value, reached);
                                }
                            });
        } else {
            SnapshotInfo info = of(type.substring("snapshots/".length())).get(id);
            if (info != null && !info.parent().isEmpty()) {
                reach(type + " " + info.parent(), reached);
            }
        }
    }

    boolean isCommitted(String snapshotter, String key) {
        SnapshotInfo info = of(snapshotter).get(key);
        return info != null && info.kind() == Kind.COMMITTED;
    }
}
