package dev.joey.containerd;

import com.google.common.util.concurrent.ListenableFuture;
import containerd.services.diff.v1.ApplyRequest;
import containerd.services.diff.v1.ApplyResponse;
import containerd.services.diff.v1.DiffGrpc;
import dev.joey.error.EngineException;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@link Layers} by containerd's diff service. */
@Singleton
final class GrpcLayers implements Layers {
    /** How often to ask whether containerd still lives while it unpacks. */
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final ContainerdChannel channel;
    private final ContainerdStatus status;

    GrpcLayers(ContainerdChannel channel, ContainerdStatus status) {
        this.channel = channel;
        this.status = status;
    }

    @Override
    public Descriptor apply(Descriptor layer, List<RootMount> mounts) {
        ApplyRequest request =
                ApplyRequest.newBuilder()
                        .setDiff(
                                containerd.types.Descriptor.newBuilder()
                                        .setMediaType(layer.mediaType())
                                        .setDigest(layer.digest().value())
                                        .setSize(layer.sizeBytes()))
                        .addAllMounts(MountWire.toWire(mounts))
                        .build();
        ListenableFuture<ApplyResponse> applying =
                DiffGrpc.newFutureStub(channel.get()).withWaitForReady().apply(request);
        try {
            containerd.types.Descriptor applied = await(applying).getApplied();
            return new Descriptor(
                    applied.getMediaType(), new Digest(applied.getDigest()), applied.getSize());
        } finally {
            applying.cancel(true);
        }
    }

    private ApplyResponse await(ListenableFuture<ApplyResponse> applying) {
        while (true) {
            try {
                return applying.get(LOOK.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException stillUnpacking) {
                status.version();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StatusRuntimeException failure) {
                    throw ContainerdErrors.of(failure);
                }
                throw new EngineException.Internal("unpacking a layer failed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException.Unavailable("unpacking a layer was interrupted", e);
            }
        }
    }
}
