package dev.joey.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import dev.joey.oci.Reference;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemovalPlanTest {
    private static final Digest ID = new Digest("sha256:" + "ab".repeat(32));
    private static final String SHA = "@sha256:" + "1".repeat(64);
    private static final List<String> NOBODY = List.of();
    private static final List<String> SOMEBODY = List.of("f".repeat(64));
    private static final boolean FORCE = true;
    private static final boolean NO_FORCE = false;

    @Test
    void theLastNameTakesTheImageWithIt() {
        RemovalPlan plan = plan("app", NO_FORCE, names("app:latest"), NOBODY, NOBODY);
        assertEquals(names("app:latest"), plan.untagged());
        assertTrue(plan.delete());
    }

    @Test
    void oneOfSeveralNamesGoesAlone() {
        RemovalPlan plan = plan("app:1", NO_FORCE, names("app:1", "other:1"), NOBODY, SOMEBODY);
        assertEquals(names("app:1"), plan.untagged());
        assertFalse(plan.delete());
    }

    @Test
    void digestsOfARepositoryGoWithItsLastTag() {
        RemovalPlan plan = plan("app:1", NO_FORCE, names("app:1", "app" + SHA), NOBODY, NOBODY);
        assertEquals(names("app:1", "app" + SHA), plan.untagged());
        assertTrue(plan.delete());

        plan =
                plan(
                        "app:1",
                        NO_FORCE,
                        names("app:1", "app:2", "app" + SHA, "other" + SHA),
                        NOBODY,
                        NOBODY);
        assertEquals(names("app:1"), plan.untagged());
        assertFalse(plan.delete());
    }

    @Test
    void theOnlyNameOfAnImageInUseIsKept() {
        String message = conflict("app:1", NO_FORCE, names("app:1", "app" + SHA), NOBODY, SOMEBODY);
        assertEquals(
                "conflict: unable to remove repository reference \"app:1\" (must force) -"
                        + " container ffffffffffff is using its referenced image abababababab",
                message);
    }

    @Test
    void forceTakesTheImageOfAStoppedContainer() {
        assertTrue(plan("app:1", FORCE, names("app:1"), NOBODY, SOMEBODY).delete());
        assertTrue(plan("abab", FORCE, names("app:1"), NOBODY, SOMEBODY).delete());
    }

    @Test
    void forceTakesOnlyTheNameOfARunningContainersImage() {
        RemovalPlan plan = plan("app:1", FORCE, names("app:1"), SOMEBODY, NOBODY);
        assertEquals(names("app:1"), plan.untagged());
        assertFalse(plan.delete());
    }

    @Test
    void anIdOfARunningContainersImageCannotBeForced() {
        for (boolean force : List.of(FORCE, NO_FORCE)) {
            assertEquals(
                    "conflict: unable to delete abababababab (cannot be forced) - image is being"
                            + " used by running container ffffffffffff",
                    conflict("sha256:abab", force, names("app:1"), SOMEBODY, NOBODY));
        }
    }

    @Test
    void anIdOfAStoppedContainersImageMustBeForced() {
        assertEquals(
                "conflict: unable to delete abababababab (must be forced) - image is being used by"
                        + " stopped container ffffffffffff",
                conflict("abab", NO_FORCE, names(), NOBODY, SOMEBODY));
    }

    @Test
    void anIdWithNamesInSeveralRepositoriesMustBeForced() {
        List<Reference> names = names("app:1", "other:1");
        assertEquals(
                "conflict: unable to delete abababababab (must be forced) - image is referenced in"
                        + " multiple repositories",
                conflict(ID.value(), NO_FORCE, names, NOBODY, NOBODY));
        RemovalPlan plan = plan(ID.hex(), FORCE, names, NOBODY, NOBODY);
        assertEquals(names, plan.untagged());
        assertTrue(plan.delete());
    }

    @Test
    void aNameByDigestIsRemovedAlone() {
        RemovalPlan plan = plan("app" + SHA, NO_FORCE, names("app:1", "app" + SHA), NOBODY, NOBODY);
        assertEquals(names("app" + SHA), plan.untagged());
        assertFalse(plan.delete());
    }

    private static RemovalPlan plan(
            String asked,
            boolean force,
            List<Reference> names,
            List<String> running,
            List<String> stopped) {
        return RemovalPlan.of(new RemovalPlan.Question(ID, asked, force, names, running, stopped));
    }

    private static String conflict(
            String asked,
            boolean force,
            List<Reference> names,
            List<String> running,
            List<String> stopped) {
        return assertThrows(
                        EngineException.Conflict.class,
                        () -> plan(asked, force, names, running, stopped))
                .getMessage();
    }

    private static List<Reference> names(String... names) {
        return Stream.of(names).map(Reference::parse).toList();
    }
}
