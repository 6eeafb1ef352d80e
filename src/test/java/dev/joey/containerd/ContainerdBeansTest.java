package dev.joey.containerd;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Every door has its bean. */
@QuarkusTest
class ContainerdBeansTest {
    @Inject Tasks tasks;
    @Inject Containers containers;
    @Inject Snapshots snapshots;
    @Inject Content content;
    @Inject Leases leases;
    @Inject Layers layers;
    @Inject TaskEvents events;
    @Inject ContainerdStatus status;
    @Inject Supervisor supervisor;
    @Inject ContainerdPlace place;

    @Test
    void theDoorsLeadToContainerd() {
        assertInstanceOf(GrpcTasks.class, tasks);
        assertInstanceOf(GrpcContainers.class, containers);
        assertInstanceOf(GrpcSnapshots.class, snapshots);
        assertInstanceOf(GrpcContent.class, content);
        assertInstanceOf(GrpcLeases.class, leases);
        assertInstanceOf(GrpcLayers.class, layers);
        assertInstanceOf(GrpcTaskEvents.class, events);
        assertInstanceOf(ContainerdSupervisor.class, supervisor);
        assertTrue(place.supervised());
    }

    @Test
    void aContainerdThatWasNotStartedDoesNotServe() {
        assertFalse(status.serving());
    }
}
