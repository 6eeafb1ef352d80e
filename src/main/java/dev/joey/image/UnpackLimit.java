package dev.joey.image;

import dev.joey.config.ImageStoreConfig;
import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Keeps a small blob from filling the disk when it is unpacked: a kilobyte of gzip can become a
 * megabyte, of zstd far more.
 */
@ApplicationScoped
class UnpackLimit {
    private static final Logger LOG = Logger.getLogger(UnpackLimit.class);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

    /** So much longer than a look took is the pause behind it: a look walks through all files. */
    private static final int PAUSE_FACTOR = 10;

    private final Snapshots snapshots;
    private final ImageStoreConfig config;

    UnpackLimit(Snapshots snapshots, ImageStoreConfig config) {
        this.snapshots = snapshots;
        this.config = config;
    }

    /** What a layer may become, in bytes. */
    long of(Descriptor blob) {
        long byRatio =
                Math.max(config.unpackFreely(), saturated(blob.sizeBytes(), config.unpackRatio()));
        return Math.min(byRatio, config.unpackAtMost().orElse(Long.MAX_VALUE));
    }

    private static long saturated(long bytes, int times) {
        return bytes > Long.MAX_VALUE / times ? Long.MAX_VALUE : bytes * times;
    }

    /**
     * Unpacks, and breaks that off when the snapshot grows beyond the limit.
     *
     * @param unpacking answers the size of what was unpacked; ends when its thread is interrupted
     * @throws EngineException.InvalidParameter if the layer is too large
     */
    Descriptor watch(
            String snapshotter, String key, Descriptor blob, Supplier<Descriptor> unpacking) {
        long limit = of(blob);
        Watch watch = new Watch(snapshotter, key, limit, Thread.currentThread());
        Descriptor unpacked;
        try {
            unpacked = unpacking.get();
        } catch (RuntimeException e) {
            if (watch.end()) {
                throw tooLarge(blob, limit, e);
            }
            throw e;
        }
        if (watch.end() || unpacked.sizeBytes() > limit) {
            throw tooLarge(blob, limit, null);
        }
        return unpacked;
    }

    private static EngineException tooLarge(Descriptor blob, long limit, Throwable cause) {
        return new EngineException.InvalidParameter(
                ("layer %s of %d bytes unpacks to more than %d bytes, which is refused (see"
                                + " image-unpack-ratio and image-unpack-at-most)")
                        .formatted(blob.digest(), blob.sizeBytes(), limit),
                cause);
    }

    /** Looks at a growing snapshot from time to time. */
    private final class Watch {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread watcher;
        private volatile boolean exceeded;

        Watch(String snapshotter, String key, long limit, Thread unpacker) {
            watcher =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    look(snapshotter, key, limit, unpacker);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
        }

        private void look(String snapshotter, String key, long limit, Thread unpacker)
                throws InterruptedException {
            long pauseNanos = FIRST_LOOK.toNanos();
            while (!ended.await(pauseNanos, TimeUnit.NANOSECONDS)) {
                long begin = System.nanoTime();
                try {
                    if (snapshots.usage(snapshotter, key).sizeBytes() > limit) {
                        exceeded = true;
                        unpacker.interrupt();
                        return;
                    }
                } catch (EngineException e) {
                    LOG.debugf("snapshot %s cannot be measured: %s", key, e.getMessage());
                }
                long tookNanos = System.nanoTime() - begin;
                pauseNanos = Math.max(FIRST_LOOK.toNanos(), PAUSE_FACTOR * tookNanos);
            }
        }

        /** Ends the watching; answers whether the limit was exceeded. No interrupt comes later. */
        boolean end() {
            ended.countDown();
            boolean interrupted = false;
            while (watcher.isAlive()) {
                try {
                    watcher.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
            if (exceeded) {
                // It was ours.
                boolean _ = Thread.interrupted();
            } else if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return exceeded;
        }
    }
}
