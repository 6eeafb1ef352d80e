package dev.joey.containerd;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Set;

/**
 * Gives every unary call a deadline, and lets it wait that long for a containerd that is being
 * restarted. A call that sets its own deadline is left as it is. Streams have none: whoever reads
 * them bounds the silence between two messages.
 */
final class Deadlines {
    private static final Duration USUAL = Duration.ofSeconds(10);
    static final Duration LONG = Duration.ofSeconds(60);

    /** Calls that start or end processes, or walk through file trees. */
    private static final Set<String> LONG_CALLS =
            Set.of(
                    "containerd.services.tasks.v1.Tasks/Create",
                    "containerd.services.tasks.v1.Tasks/Start",
                    "containerd.services.tasks.v1.Tasks/Delete",
                    "containerd.services.tasks.v1.Tasks/Exec",
                    "containerd.services.tasks.v1.Tasks/DeleteProcess",
                    "containerd.services.snapshots.v1.Snapshots/Commit",
                    "containerd.services.snapshots.v1.Snapshots/Remove",
                    "containerd.services.snapshots.v1.Snapshots/Usage",
                    "containerd.services.leases.v1.Leases/Delete");

    /** Takes as long as a layer is large; the caller watches that containerd lives. */
    private static final Set<String> UNBOUNDED_CALLS =
            Set.of("containerd.services.diff.v1.Diff/Apply");

    private Deadlines() {}

    /** A gRPC client interceptor. */
    static <Q, R> ClientCall<Q, R> intercept(
            MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        boolean bounded =
                method.getType() == MethodDescriptor.MethodType.UNARY
                        && !UNBOUNDED_CALLS.contains(method.getFullMethodName());
        if (bounded && options.getDeadline() == null) {
            return next.newCall(
                    method,
                    options.withDeadlineAfter(of(method.getFullMethodName())).withWaitForReady());
        }
        return next.newCall(method, options);
    }

    /**
     * @param method as {@code package.Service/Method}
     */
    static Duration of(String method) {
        return LONG_CALLS.contains(method) ? LONG : USUAL;
    }
}
