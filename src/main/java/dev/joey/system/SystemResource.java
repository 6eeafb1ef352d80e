package dev.joey.system;

import dev.joey.http.RequestVersion;
import dev.joey.system.wire.InfoDocument;
import dev.joey.system.wire.VersionDocument;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The engine about itself. Source: Docker Engine API, tag System. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SystemResource {
    private final SystemManager system;
    private final SystemWire wire;
    private final RequestVersion version;

    SystemResource(SystemManager system, SystemWire wire, RequestVersion version) {
        this.system = system;
        this.wire = wire;
        this.version = version;
    }

    /** Versions of the engine and of what it stands on. */
    @GET
    @Path("version")
    public VersionDocument version() {
        return wire.version(system.facts());
    }

    /** All about the engine and its host. */
    @GET
    @Path("info")
    public InfoDocument info() {
        return wire.info(system.facts(), version.get().minor());
    }
}
