package dev.joey.containerd;

import com.google.protobuf.Empty;
import containerd.services.version.v1.VersionGrpc;
import containerd.services.version.v1.VersionResponse;
import dev.joey.error.EngineException;
import jakarta.inject.Singleton;
import java.time.Duration;

/** {@link ContainerdStatus} by containerd's version service, which touches no disk. */
@Singleton
final class GrpcContainerdStatus implements ContainerdStatus {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ContainerdChannel channel;

    GrpcContainerdStatus(ContainerdChannel channel) {
        this.channel = channel;
    }

    @Override
    public boolean serving() {
        try {
            version();
            return true;
        } catch (EngineException notServing) {
            return false;
        }
    }

    /** Fails at once while there is no connection, unlike other calls. */
    @Override
    public ContainerdVersion version() {
        VersionResponse answer =
                ContainerdErrors.calling(
                        () ->
                                VersionGrpc.newBlockingStub(channel.get())
                                        .withDeadlineAfter(PATIENCE)
                                        .version(Empty.getDefaultInstance()));
        return new ContainerdVersion(answer.getVersion(), answer.getRevision());
    }
}
