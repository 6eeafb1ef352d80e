package dev.joey.system;

import dev.joey.http.RequestVersion;
import dev.joey.system.wire.DiskUsage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What the engine's objects take on disk. Source: Docker Engine API, "Get data usage". */
@Path("/system/df")
@RunOnVirtualThread
public class DiskUsageResource {
    private final DiskUsageWire usage;
    private final RequestVersion version;

    DiskUsageResource(DiskUsageWire usage, RequestVersion version) {
        this.usage = usage;
        this.version = version;
    }

    /**
     * Counts.
     *
     * @param types {@code image}, {@code container}, {@code volume}, {@code build-cache}; none
     *     means all
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public DiskUsage get(@QueryParam("type") List<String> types) {
        boolean chooses = version.get().isAtLeast(1, 42);
        return usage.of(chooses ? types : List.of(), version.get());
    }
}
