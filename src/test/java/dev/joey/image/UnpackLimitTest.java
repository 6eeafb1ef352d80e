package dev.joey.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.config.ImageStoreConfig;
import dev.joey.containerd.Snapshots;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.MediaTypes;
import dev.joey.testing.FakeContainerd;
import dev.joey.testing.FakeSnapshots;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UnpackLimitTest {
    private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));

    private record Config(int unpackRatio, long unpackFreely, Optional<Long> unpackAtMost)
            implements ImageStoreConfig {
        @Override
        public Collection collection() {
            throw new AssertionError("nothing is collected here");
        }
    }

    /** Every snapshot is as large as this. */
    private static Snapshots sized(long bytes) {
        return new FakeSnapshots(new FakeContainerd()) {
            @Override
            public SnapshotUsage usage(String snapshotter, String key) {
                return new SnapshotUsage(bytes, 1);
            }
        };
    }

    private static Descriptor blob(long sizeBytes) {
        return new Descriptor(MediaTypes.OCI_LAYER_GZIP, DIGEST, sizeBytes);
    }

    private static UnpackLimit limit(long snapshotBytes) {
        return new UnpackLimit(sized(snapshotBytes), new Config(10, 1000, Optional.of(100_000L)));
    }

    @Test
    void aLayerMayGrowByTheRatioOrFreelyAndNeverBeyondTheLastMark() {
        UnpackLimit limit = limit(0);
        assertEquals(1000, limit.of(blob(5)));
        assertEquals(5000, limit.of(blob(500)));
        assertEquals(100_000, limit.of(blob(Long.MAX_VALUE)));
    }

    @Test
    void whatStaysBelowIsUnpacked() {
        Descriptor unpacked = blob(900);
        assertEquals(unpacked, limit(0).watch("s", "k", blob(5), () -> unpacked));
    }

    @Test
    void whatTurnsOutTooLargeIsRefused() {
        String message =
                assertThrows(
                                EngineException.InvalidParameter.class,
                                () -> limit(0).watch("s", "k", blob(5), () -> blob(1001)))
                        .getMessage();
        assertTrue(message.contains("more than 1000 bytes"), message);
    }

    @Test
    void whatGrowsTooLargeIsBrokenOff() {
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> limit(1001).watch("s", "k", blob(5), UnpackLimitTest::endless));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    private static Descriptor endless() {
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("nobody counts down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted", e);
        }
    }
}
