package dev.joey.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerState.Created;
import dev.joey.container.ContainerState.Exit;
import dev.joey.container.ContainerState.Restarting;
import dev.joey.container.ContainerState.Run;
import dev.joey.container.ContainerState.Running;
import dev.joey.db.Transactions;
import dev.joey.error.EngineException.Conflict;
import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.error.EngineException.NotFound;
import dev.joey.testing.SampleSpec;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SqlContainerRepositoryTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456789Z");

    private final ContainerRepository rows;
    private final SummaryRepository summaries;
    private final Transactions transactions;

    @Inject
    SqlContainerRepositoryTest(
            ContainerRepository rows, SummaryRepository summaries, Transactions transactions) {
        this.rows = rows;
        this.summaries = summaries;
        this.transactions = transactions;
    }

    @AfterEach
    void clean() {
        rows.ids().forEach(rows::delete);
        assertEquals(List.of(), summaries.all());
    }

    @Test
    void whatIsInsertedIsFound() {
        SampleSpec spec = new SampleSpec();
        spec.labels = Map.of("tier", "front", "empty", "");
        spec.memoryBytes = 64L << 20;
        Container container = container("aa", "web", NOON, spec);

        rows.insert(container);

        assertEquals(Optional.of(container), rows.find(container.id()));
        assertEquals(List.of(container), rows.all());
        assertEquals(List.of(container.id()), rows.ids());
    }

    @Test
    void theSummaryTellsTheSameWithoutTheSpec() {
        SampleSpec spec = new SampleSpec();
        spec.labels = Map.of("tier", "front");
        Container container = container("aa", "web", NOON, spec);
        rows.insert(container);
        assertEquals(List.of(ContainerSummary.of(container)), summaries.all());
    }

    @Test
    void onlyTheSummaryOfWhatWasWrittenIsMadeAnew() {
        Container web = container("aa", "web", NOON, new SampleSpec());
        Container shop = container("bb", "shop", NOON.minusSeconds(1), new SampleSpec());
        rows.insert(web);
        rows.insert(shop);
        List<ContainerSummary> before = summaries.all();
        assertSame(before, summaries.all());

        rows.save(web.started(new Running(new Run(1, 42, NOON)), 1, 0));

        List<ContainerSummary> after = summaries.all();
        assertEquals("running", after.get(0).state().status());
        assertSame(before.get(1), after.get(1));
    }

    @Test
    void stateCountersAndMarksAreSaved() {
        Container container = container("aa", "web", NOON, new SampleSpec());
        rows.insert(container);
        Exit exit = new Exit(2, 137, NOON, NOON.plusSeconds(1), true);
        Container next =
                container
                        .started(new Running(new Run(2, 4711, NOON)), 2, 1)
                        .stoppedByUser(true)
                        .outOfMemory()
                        .in(new Restarting(exit, NOON.plusSeconds(2)));

        rows.save(next);

        assertEquals(Optional.of(next), rows.find(container.id()));
        assertEquals(List.of(next), rows.restarting());
    }

    @Test
    void aTakenNameIsAConflictForInsertAndRename() {
        Container first = container("aa", "web", NOON, new SampleSpec());
        Container second = container("bb", "shop", NOON, new SampleSpec());
        rows.insert(first);
        rows.insert(second);

        assertThrows(
                Conflict.class, () -> rows.insert(container("cc", "web", NOON, new SampleSpec())));
        Conflict refused = assertThrows(Conflict.class, () -> rows.rename(second, "web"));

        assertTrue(refused.getMessage().contains("by container \"" + first.id() + "\""));
        assertEquals(2, rows.ids().size());
    }

    @Test
    void aTakenIdIsAConflict() {
        rows.insert(container("aa", "web", NOON, new SampleSpec()));
        assertThrows(
                Conflict.class, () -> rows.insert(container("aa", "shop", NOON, new SampleSpec())));
    }

    @Test
    void aNewNameIsFoundAndTheOldOneIsNot() {
        Container container = container("aa", "web", NOON, new SampleSpec());
        rows.insert(container);
        rows.rename(container, "shop");
        assertEquals("shop", rows.lookUp("shop").orElseThrow().name());
        assertTrue(rows.lookUp("web").isEmpty());
    }

    @Test
    void aReferenceIsAnIdANameOrAPrefixInThisOrder() {
        Container hex = container("ab", "beef", NOON, new SampleSpec());
        Container other = container("be", "web", NOON, new SampleSpec());
        rows.insert(hex);
        rows.insert(other);

        assertEquals(hex, rows.lookUp(hex.id().value()).orElseThrow());
        assertEquals(hex, rows.lookUp("beef").orElseThrow(), "a name before a prefix");
        assertEquals(hex, rows.lookUp("/beef").orElseThrow());
        assertEquals(other, rows.lookUp("beb").orElseThrow());
        assertEquals(hex, rows.lookUp("a").orElseThrow());
        for (String unknown : List.of("", "/", "x", "bea", "BE", "be%", "we")) {
            assertTrue(rows.lookUp(unknown).isEmpty(), unknown);
        }
    }

    @Test
    void aPrefixOfTwoIsRefused() {
        rows.insert(container("ab", "one", NOON, new SampleSpec()));
        rows.insert(container("ac", "two", NOON, new SampleSpec()));
        assertThrows(InvalidParameter.class, () -> rows.lookUp("a"));
    }

    @Test
    void theNewestComesFirst() {
        rows.insert(container("aa", "old", NOON, new SampleSpec()));
        rows.insert(container("bb", "young", NOON.plusNanos(1), new SampleSpec()));
        assertEquals(List.of("young", "old"), rows.all().stream().map(Container::name).toList());
    }

    @Test
    void aDeletedContainerLeavesNothing() {
        SampleSpec spec = new SampleSpec();
        spec.labels = Map.of("tier", "front");
        Container container = container("aa", "web", NOON, spec);
        rows.insert(container);
        rows.delete(container.id());

        assertTrue(rows.find(container.id()).isEmpty());
        assertThrows(NotFound.class, () -> rows.save(container));
        rows.insert(container);
    }

    @Test
    void nothingIsStoredOfATransactionThatFails() {
        Container container = container("aa", "web", NOON, new SampleSpec());

        assertThrows(
                IllegalStateException.class,
                () ->
                        transactions.run(
                                () -> {
                                    rows.insert(container);
                                    throw new IllegalStateException("on purpose");
                                }));

        assertFalse(rows.find(container.id()).isPresent());
    }

    private static Container container(
            String idPair, String name, Instant created, SampleSpec spec) {
        return new Container(
                new ContainerId(idPair.repeat(32)),
                name,
                created,
                spec.made(),
                new Created(null),
                0,
                0,
                false,
                false);
    }
}
