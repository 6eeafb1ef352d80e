package dev.joey.containerd;

import static dev.joey.containerd.ContainerdErrors.calling;
import static dev.joey.containerd.ContainerdErrors.ifFound;

import containerd.services.snapshots.v1.CommitSnapshotRequest;
import containerd.services.snapshots.v1.Info;
import containerd.services.snapshots.v1.ListSnapshotsRequest;
import containerd.services.snapshots.v1.MountsRequest;
import containerd.services.snapshots.v1.PrepareSnapshotRequest;
import containerd.services.snapshots.v1.RemoveSnapshotRequest;
import containerd.services.snapshots.v1.SnapshotsGrpc;
import containerd.services.snapshots.v1.StatSnapshotRequest;
import containerd.services.snapshots.v1.UsageRequest;
import containerd.services.snapshots.v1.UsageResponse;
import containerd.services.snapshots.v1.ViewSnapshotRequest;
import dev.joey.error.EngineException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Snapshots} by containerd's snapshots service. */
@Singleton
final class GrpcSnapshots implements Snapshots {
    /** Keeps a snapshot from collection until it is removed by name. The value is only a time. */
    private static final String ROOT_LABEL = "containerd.io/gc.root";

    private final ContainerdChannel channel;
    private final Clock clock = Clock.systemUTC();

    GrpcSnapshots(ContainerdChannel channel) {
        this.channel = channel;
    }

    @Override
    public List<RootMount> prepare(String snapshotter, String key, String parent) {
        PrepareSnapshotRequest request =
                PrepareSnapshotRequest.newBuilder()
                        .setSnapshotter(snapshotter)
                        .setKey(key)
                        .setParent(parent)
                        .putAllLabels(rooted())
                        .build();
        try {
            return MountWire.toOurs(calling(() -> stub().prepare(request)).getMountsList());
        } catch (EngineException.Conflict exists) {
            return mounts(snapshotter, key);
        }
    }

    @Override
    public List<RootMount> prepareLayer(
            String lease, String snapshotter, String key, String parent) {
        PrepareSnapshotRequest request =
                PrepareSnapshotRequest.newBuilder()
                        .setSnapshotter(snapshotter)
                        .setKey(key)
                        .setParent(parent)
                        .build();
        return MountWire.toOurs(calling(() -> under(lease).prepare(request)).getMountsList());
    }

    @Override
    public void commitLayer(String lease, String snapshotter, String name, String key) {
        commit(under(lease), snapshotter, name, key);
    }

    @Override
    public List<RootMount> view(String snapshotter, String key, String parent) {
        ViewSnapshotRequest request =
                ViewSnapshotRequest.newBuilder()
                        .setSnapshotter(snapshotter)
                        .setKey(key)
                        .setParent(parent)
                        .putAllLabels(rooted())
                        .build();
        try {
            return MountWire.toOurs(calling(() -> stub().view(request)).getMountsList());
        } catch (EngineException.Conflict exists) {
            return mounts(snapshotter, key);
        }
    }

    @Override
    public List<RootMount> mounts(String snapshotter, String key) {
        MountsRequest request =
                MountsRequest.newBuilder().setSnapshotter(snapshotter).setKey(key).build();
        return MountWire.toOurs(calling(() -> stub().mounts(request)).getMountsList());
    }

    @Override
    public void commit(String snapshotter, String name, String key) {
        commit(stub(), snapshotter, name, key);
    }

    private void commit(
            SnapshotsGrpc.SnapshotsBlockingStub stub, String snapshotter, String name, String key) {
        CommitSnapshotRequest request =
                CommitSnapshotRequest.newBuilder()
                        .setSnapshotter(snapshotter)
                        .setName(name)
                        .setKey(key)
                        .build();
        try {
            calling(() -> stub.commit(request));
        } catch (EngineException.Conflict | EngineException.NotFound e) {
            // Done before, by another unpacking or by one that died behind this step.
            boolean done =
                    stat(snapshotter, name).filter(s -> s.kind() == Kind.COMMITTED).isPresent();
            if (!done) {
                throw e;
            }
            remove(snapshotter, key);
        }
    }

    @Override
    public void remove(String snapshotter, String key) {
        RemoveSnapshotRequest request =
                RemoveSnapshotRequest.newBuilder().setSnapshotter(snapshotter).setKey(key).build();
        ifFound(() -> stub().remove(request));
    }

    @Override
    public Optional<SnapshotInfo> stat(String snapshotter, String key) {
        StatSnapshotRequest request =
                StatSnapshotRequest.newBuilder().setSnapshotter(snapshotter).setKey(key).build();
        return ifFound(() -> stub().stat(request)).map(answer -> info(answer.getInfo()));
    }

    @Override
    public List<SnapshotInfo> list(String snapshotter) {
        ListSnapshotsRequest request =
                ListSnapshotsRequest.newBuilder().setSnapshotter(snapshotter).build();
        return calling(
                () -> {
                    List<SnapshotInfo> all = new ArrayList<>();
                    stub().withDeadlineAfter(Deadlines.LONG)
                            .list(request)
                            .forEachRemaining(
                                    some ->
                                            some.getInfoList().stream()
                                                    .map(GrpcSnapshots::info)
                                                    .forEach(all::add));
                    return List.copyOf(all);
                });
    }

    @Override
    public SnapshotUsage usage(String snapshotter, String key) {
        UsageRequest request =
                UsageRequest.newBuilder().setSnapshotter(snapshotter).setKey(key).build();
        UsageResponse answer = calling(() -> stub().usage(request));
        return new SnapshotUsage(answer.getSize(), answer.getInodes());
    }

    private Map<String, String> rooted() {
        return Map.of(ROOT_LABEL, clock.instant().toString());
    }

    private static SnapshotInfo info(Info info) {
        Kind kind =
                switch (info.getKind()) {
                    case VIEW -> Kind.VIEW;
                    case ACTIVE -> Kind.ACTIVE;
                    case COMMITTED -> Kind.COMMITTED;
                    case UNKNOWN, UNRECOGNIZED -> Kind.UNKNOWN;
                };
        return new SnapshotInfo(info.getName(), info.getParent(), kind);
    }

    private SnapshotsGrpc.SnapshotsBlockingStub under(String lease) {
        return SnapshotsGrpc.newBlockingStub(channel.underLease(lease));
    }

    private SnapshotsGrpc.SnapshotsBlockingStub stub() {
        return SnapshotsGrpc.newBlockingStub(channel.get());
    }
}
