package dev.joey.container;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskListenerTest {
    private final ContainerRig rig = new ContainerRig();

    @AfterEach
    void clean() {
        rig.close();
    }

    @Test
    void theEndOfTheInitProcessIsHandled() {
        Container container = rig.started("web");
        exits(container, container.id().value(), 7);
        await().until(() -> rig.status(container).equals("exited"));
        assertEquals(7, rig.now(container).exitCode());
    }

    @Test
    void theEndOfAnotherProcessIsNot() {
        Container container = rig.started("web");
        rig.listener.exited(container.id().value(), "exec", 1000, 7, rig.clock.instant());
        rig.listener.oom(container.id().value());
        await().until(() -> rig.now(container).oomKilled());
        assertEquals("running", rig.status(container));
    }

    @Test
    void anEndIsTriedAgainUntilTheDiskHasRoom() {
        Container container = rig.started("web");
        rig.fillDisk(1);

        exits(container, container.id().value(), 7);

        await().until(() -> rig.status(container).equals("exited"));
        assertEquals(List.of("create", "start", "die"), rig.journal.actions());
    }

    @Test
    void aNewConnectionCatchesUp() {
        Container container = rig.started("web");
        rig.tasks.end(container.id().value(), 7, rig.clock.instant());
        rig.listener.connected();
        await().until(() -> rig.status(container).equals("exited"));
    }

    @Test
    void theEventsOfOneContainerKeepTheirOrder() {
        EventQueues queues = new EventQueues();
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        List<Integer> all = IntStream.range(0, 500).boxed().toList();

        all.forEach(i -> queues.add("one", () -> done.add(i)));

        await().until(() -> done.size() == all.size());
        assertEquals(all, done);
    }

    @Test
    void oneContainerDoesNotWaitForAnother() throws Exception {
        EventQueues queues = new EventQueues();
        CountDownLatch other = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(1);
        queues.add(
                "slow",
                () -> {
                    awaitQuietly(other);
                    both.countDown();
                });
        queues.add("quick", other::countDown);
        both.await();
    }

    @Test
    void aFailureDoesNotStopWhatFollows() throws Exception {
        EventQueues queues = new EventQueues();
        CountDownLatch second = new CountDownLatch(1);
        queues.add(
                "one",
                () -> {
                    throw new IllegalStateException("on purpose");
                });
        queues.add("one", second::countDown);
        second.await();
    }

    private void exits(Container container, String execId, int code) {
        var ended = rig.tasks.end(container.id().value(), code, rig.clock.instant());
        rig.listener.exited(container.id().value(), execId, ended.pid(), code, rig.clock.instant());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
