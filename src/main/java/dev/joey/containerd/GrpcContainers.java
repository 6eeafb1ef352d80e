package dev.joey.containerd;

import static dev.joey.containerd.ContainerdErrors.calling;
import static dev.joey.containerd.ContainerdErrors.ifFound;

import com.google.protobuf.Any;
import com.google.protobuf.UnsafeByteOperations;
import containerd.runc.v1.Options;
import containerd.services.containers.v1.Container;
import containerd.services.containers.v1.ContainersGrpc;
import containerd.services.containers.v1.CreateContainerRequest;
import containerd.services.containers.v1.DeleteContainerRequest;
import containerd.services.containers.v1.ListContainersRequest;
import dev.joey.error.EngineException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** {@link Containers} by containerd's containers service. */
@Singleton
final class GrpcContainers implements Containers {
    /** How containerd names its Go types in an Any; they are no URLs. */
    private static final String SPEC_TYPE =
            "types.containerd.io/opencontainers/runtime-spec/1/Spec";

    private static final String OPTIONS_TYPE = "containerd.runc.v1.Options";

    private final ContainerdChannel channel;
    private final ContainerdPlace place;

    GrpcContainers(ContainerdChannel channel, ContainerdPlace place) {
        this.channel = channel;
        this.place = place;
    }

    @Override
    public void put(NewContainer container) {
        CreateContainerRequest request =
                CreateContainerRequest.newBuilder().setContainer(toWire(container)).build();
        try {
            calling(() -> stub().create(request));
        } catch (EngineException.Conflict exists) {
            // An update cannot change the runtime, its options or the snapshotter.
            delete(container.id());
            calling(() -> stub().create(request));
        }
    }

    @Override
    public void delete(String id) {
        DeleteContainerRequest request = DeleteContainerRequest.newBuilder().setId(id).build();
        ifFound(() -> stub().delete(request));
    }

    /** Streamed: each answer carries the whole spec, and together they outgrow one message. */
    @Override
    public List<String> list() {
        return calling(
                () -> {
                    List<String> ids = new ArrayList<>();
                    stub().withDeadlineAfter(Deadlines.LONG)
                            .listStream(ListContainersRequest.getDefaultInstance())
                            .forEachRemaining(each -> ids.add(each.getContainer().getId()));
                    return List.copyOf(ids);
                });
    }

    private Container toWire(NewContainer container) {
        return Container.newBuilder()
                .setId(container.id())
                .setRuntime(
                        Container.Runtime.newBuilder()
                                .setName(container.runtime())
                                .setOptions(options(container)))
                .setSpec(
                        Any.newBuilder()
                                .setTypeUrl(SPEC_TYPE)
                                .setValue(UnsafeByteOperations.unsafeWrap(container.specJson())))
                .setSnapshotter(container.snapshotter())
                .setSnapshotKey(container.snapshotKey())
                .build();
    }

    private Any options(NewContainer container) {
        Options options =
                Options.newBuilder()
                        .setBinaryName(container.runtimeBinary())
                        .setRoot(place.runtimeRoot())
                        .setSystemdCgroup(container.systemdCgroup())
                        .build();
        return Any.newBuilder().setTypeUrl(OPTIONS_TYPE).setValue(options.toByteString()).build();
    }

    private ContainersGrpc.ContainersBlockingStub stub() {
        return ContainersGrpc.newBlockingStub(channel.get());
    }
}
