package dev.joey.containerd;

import static dev.joey.containerd.ContainerdErrors.calling;
import static dev.joey.containerd.ContainerdErrors.ifFound;

import containerd.services.leases.v1.AddResourceRequest;
import containerd.services.leases.v1.CreateRequest;
import containerd.services.leases.v1.DeleteRequest;
import containerd.services.leases.v1.DeleteResourceRequest;
import containerd.services.leases.v1.Lease;
import containerd.services.leases.v1.LeasesGrpc;
import containerd.services.leases.v1.ListRequest;
import containerd.services.leases.v1.Resource;
import dev.joey.error.EngineException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** {@link Leases} by containerd's leases service. */
@Singleton
final class GrpcLeases implements Leases {
    private static final Logger LOG = Logger.getLogger(GrpcLeases.class);

    private final ContainerdChannel channel;

    GrpcLeases(ContainerdChannel channel) {
        this.channel = channel;
    }

    @Override
    public void create(String id) {
        CreateRequest request = CreateRequest.newBuilder().setId(id).build();
        try {
            calling(() -> stub().create(request));
        } catch (EngineException.Conflict exists) {
            LOG.debugf("lease %s is there already", id);
        }
    }

    @Override
    public void hold(String lease, String type, String resourceId) {
        AddResourceRequest request =
                AddResourceRequest.newBuilder()
                        .setId(lease)
                        .setResource(resource(type, resourceId))
                        .build();
        calling(() -> stub().addResource(request));
    }

    @Override
    public void release(String lease, String type, String resourceId) {
        DeleteResourceRequest request =
                DeleteResourceRequest.newBuilder()
                        .setId(lease)
                        .setResource(resource(type, resourceId))
                        .build();
        ifFound(() -> stub().deleteResource(request));
    }

    @Override
    public void delete(String id, boolean waitForCollection) {
        DeleteRequest request =
                DeleteRequest.newBuilder().setId(id).setSync(waitForCollection).build();
        ifFound(() -> stub().delete(request));
    }

    @Override
    public List<String> list() {
        return calling(() -> stub().list(ListRequest.getDefaultInstance())).getLeasesList().stream()
                .map(Lease::getId)
                .toList();
    }

    private static Resource resource(String type, String id) {
        return Resource.newBuilder().setType(type).setId(id).build();
    }

    private LeasesGrpc.LeasesBlockingStub stub() {
        return LeasesGrpc.newBlockingStub(channel.get());
    }
}
