package dev.joey.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.MediaTypes;
import dev.joey.oci.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CollectionRulesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));

    private static final CollectionRules RULES =
            new CollectionRules(
                    Optional.of(80),
                    70,
                    Duration.ofHours(1),
                    Set.of("keep", "stage=base"),
                    List.of(new ReferenceGlob("busybox"), new ReferenceGlob("corp/*:lts")));

    private static ImageSummary image(Map<String, String> labels, String... names) {
        return new ImageSummary(
                DIGEST,
                new Descriptor(MediaTypes.OCI_MANIFEST, DIGEST, 1),
                Optional.empty(),
                1,
                0,
                labels,
                List.of(names).stream().map(Reference::parse).toList());
    }

    private static boolean mayGo(ImageSummary image) {
        return RULES.mayGo(image, NOW.minus(Duration.ofHours(2)), NOW);
    }

    @Test
    void nothingIsFreedBelowTheHighMarkAndDownToTheLowOneAboveIt() {
        assertEquals(0, RULES.bytesToFree(799, 1000));
        assertEquals(100, RULES.bytesToFree(800, 1000));
        assertEquals(300, RULES.bytesToFree(1000, 1000));
    }

    @Test
    void withoutAHighMarkNothingIsEverFreed() {
        CollectionRules off =
                new CollectionRules(Optional.empty(), 1, Duration.ZERO, Set.of(), List.of());
        assertEquals(0, off.bytesToFree(1000, 1000));
    }

    @Test
    void youngLabelledAndNamedImagesAreKept() {
        assertTrue(mayGo(image(Map.of())));
        assertTrue(mayGo(image(Map.of("stage", "test"), "other:1", "corp/a:1")));
        assertFalse(RULES.mayGo(image(Map.of()), NOW.minus(Duration.ofMinutes(59)), NOW));
        assertFalse(mayGo(image(Map.of("keep", ""))));
        assertFalse(mayGo(image(Map.of("stage", "base"))));
        assertFalse(mayGo(image(Map.of(), "other:1", "busybox:latest")));
        assertFalse(mayGo(image(Map.of(), "corp/app:lts")));
    }
}
