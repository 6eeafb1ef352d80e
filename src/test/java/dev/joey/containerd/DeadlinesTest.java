package dev.joey.containerd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import containerd.services.content.v1.ContentGrpc;
import containerd.services.diff.v1.DiffGrpc;
import containerd.services.tasks.v1.TasksGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private CallOptions seen;

    private final Channel wire =
            new Channel() {
                @Override
                public <Q, R> ClientCall<Q, R> newCall(
                        MethodDescriptor<Q, R> method, CallOptions options) {
                    seen = options;
                    return null;
                }

                @Override
                public String authority() {
                    return "none";
                }
            };

    @Test
    void aCallWithoutADeadlineGetsOneAndMayWaitForContainerd() {
        call(TasksGrpc.getGetMethod(), CallOptions.DEFAULT);
        assertEquals(10, seconds());
        assertTrue(seen.isWaitForReady());
        call(TasksGrpc.getCreateMethod(), CallOptions.DEFAULT);
        assertEquals(60, seconds());
    }

    @Test
    void aDeadlineOfTheCallersOwnStays() {
        Deadline own = Deadline.after(1, TimeUnit.SECONDS);
        call(TasksGrpc.getGetMethod(), CallOptions.DEFAULT.withDeadline(own));
        assertEquals(own, seen.getDeadline());
        assertFalse(seen.isWaitForReady());
    }

    @Test
    void streamsAndUnpackingHaveNone() {
        call(ContentGrpc.getWriteMethod(), CallOptions.DEFAULT);
        assertNull(seen.getDeadline());
        call(DiffGrpc.getApplyMethod(), CallOptions.DEFAULT);
        assertNull(seen.getDeadline());
    }

    @Test
    void everyLongCallIsSpeltAsTheServiceSpellsIt() {
        assertEquals(
                Duration.ofSeconds(60),
                Deadlines.of(TasksGrpc.getDeleteMethod().getFullMethodName()));
        assertEquals(
                Duration.ofSeconds(60),
                Deadlines.of(
                        containerd.services.snapshots.v1.SnapshotsGrpc.getUsageMethod()
                                .getFullMethodName()));
        assertEquals(
                Duration.ofSeconds(60),
                Deadlines.of(
                        containerd.services.leases.v1.LeasesGrpc.getDeleteMethod()
                                .getFullMethodName()));
    }

    private long seconds() {
        return Math.round(seen.getDeadline().timeRemaining(TimeUnit.MILLISECONDS) / 1000.0);
    }

    private <Q, R> void call(MethodDescriptor<Q, R> method, CallOptions options) {
        assertNull(Deadlines.intercept(method, options, wire));
    }
}
