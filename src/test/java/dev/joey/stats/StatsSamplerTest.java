package dev.joey.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.container.ContainerId;
import dev.joey.testing.ManualClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StatsSamplerTest {
    private final StatsRig rig = new StatsRig();
    private final StatsSampler sampler = new StatsSampler(rig, rig, new ManualClock());

    @AfterEach
    void close() {
        sampler.close();
        Awaitility.await()
                .until(
                        () ->
                                Thread.getAllStackTraces().keySet().stream()
                                        .noneMatch(t -> t.getName().equals("stats-sampler")));
    }

    @Test
    void theFirstSampleComesAtOnceAndTheSecondTellsTheRate() throws Exception {
        ContainerId id = rig.start(1, "web");
        try (StatsFeed feed = sampler.watch(id)) {
            StatsFeed.Frame first = feed.next();
            assertNull(first.before());
            StatsFeed.Frame second = feed.next();
            assertSame(first.now(), second.before());
            assertEquals(
                    1_000_000_000L,
                    second.now().counted().usage().cpu().totalNanos()
                            - second.before().counted().usage().cpu().totalNanos());
        }
    }

    @Test
    void readersOfOneContainerShareItsSamples() throws Exception {
        ContainerId id = rig.start(1, "web");
        try (StatsFeed one = sampler.watch(id)) {
            StatsFeed.Frame first = one.next();
            try (StatsFeed other = sampler.watch(id)) {
                assertSame(first.now(), other.next().now());
                assertSame(one.next().now(), other.next().now());
            }
        }
    }

    @Test
    void whoComesLateKnowsTheRateAtOnce() throws Exception {
        ContainerId id = rig.start(1, "web");
        try (StatsFeed one = sampler.watch(id)) {
            one.next();
            one.next();
            try (StatsFeed other = sampler.watch(id)) {
                assertNotNull(other.next().before());
            }
        }
    }

    @Test
    void aStoppedContainerGoesOnWithoutNumbersAndARemovedOneEnds() throws Exception {
        ContainerId id = rig.start(1, "web");
        try (StatsFeed feed = sampler.watch(id)) {
            assertNotNull(feed.next().now().counted());
            rig.running.remove(id);
            assertEquals(Sample.idle(id, "web"), feed.next().now());
            rig.names.remove(id);
            assertNull(feed.next());
        }
    }

    @Test
    void closingEndsAWait() throws Exception {
        ContainerId id = rig.start(1, "web");
        StatsFeed feed = sampler.watch(id);
        feed.next();
        Thread reader =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        while (feed.next() != null) {
                                            Thread.onSpinWait();
                                        }
                                    } catch (InterruptedException impossible) {
                                        throw new IllegalStateException(impossible);
                                    }
                                });
        feed.close();
        reader.join();
    }

    @Test
    void aFailureIsSurvived() throws Exception {
        ContainerId id = rig.start(1, "web");
        rig.broken = true;
        try (StatsFeed feed = sampler.watch(id)) {
            assertNull(feed.next(200, TimeUnit.MILLISECONDS));
            rig.broken = false;
            assertNotNull(feed.next());
        }
    }

    @Test
    void allThatRunAreMeasuredUpToABound() throws Exception {
        ContainerId id = rig.start(1, "web");
        rig.start(2, "db");
        try (StatsFeed feed = sampler.watch(id)) {
            Sample watched = feed.next().now();
            List<Sample> all = sampler.running(10);
            assertEquals(2, all.size());
            assertTrue(all.contains(watched), "the watched one is not measured again");
            assertEquals(1, sampler.running(1).size());
        }
    }
}
