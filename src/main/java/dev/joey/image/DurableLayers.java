package dev.joey.image;

import dev.joey.containerd.RootMount;
import dev.joey.linux.FileTrees;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Has unpacked layers written to the disk before an image is said to be there: containerd 1.6 does
 * not, and after a power cut would have layers whole by name and empty by content. One time for all
 * layers of an image is much cheaper than one for each.
 */
@ApplicationScoped
class DurableLayers {
    private static final Logger LOG = Logger.getLogger(DurableLayers.class);
    private static final String UPPER = "upperdir=";

    private final FileTrees trees;

    /** Chain ids of what was unpacked and may be in the kernel's memory alone. */
    private final Set<String> unwritten = ConcurrentHashMap.newKeySet();

    private volatile boolean told;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /** A folder of the file system that snapshots lie in; null if none was seen. */
    private volatile Path within;

    DurableLayers(FileTrees trees) {
        this.trees = trees;
    }

    /** Files were unpacked onto these mounts. */
    void unpacked(String chainId, List<RootMount> mounts) {
        unwritten.add(chainId);
        for (RootMount mount : mounts) {
            String place =
                    mount.options().stream()
                            .filter(option -> option.startsWith(UPPER))
                            .map(option -> option.substring(UPPER.length()))
                            .findFirst()
                            .orElse(mount.source());
            if (place.startsWith("/")) {
                within = parentOf(Path.of(place));
            }
        }
        begin();
    }

    /** While the next layer is on its way the disk takes this one, so that the end waits less. */
    private void begin() {
        Path folder = within;
        if (folder != null && underWay.compareAndSet(false, true)) {
            Thread.startVirtualThread(
                    () -> {
                        try {
                            boolean _ = trees.sync(folder);
                        } catch (RuntimeException e) {
                            // Whoever needs it done does it again, and is told.
                            LOG.debugf("layers are not synced: %s", e.getMessage());
                        } finally {
                            underWay.set(false);
                        }
                    });
        }
    }

    /** Returns when all of these are on the disk, whoever unpacked them. */
    void write(Collection<String> chainIds) {
        if (chainIds.stream().noneMatch(unwritten::contains)) {
            return;
        }
        Set<String> before = Set.copyOf(unwritten);
        Path folder = within;
        if (folder == null || !trees.sync(folder)) {
            if (!told) {
                told = true;
                LOG.warn("containerd's snapshots are not seen here: layers are not synced");
            }
        }
        unwritten.removeAll(before);
    }

    /** The folder of the snapshot moves or goes; the one above it stays for longer. */
    private static Path parentOf(Path folder) {
        Path above = folder.getParent() == null ? null : folder.getParent().getParent();
        return above == null ? folder : above;
    }
}
