package dev.joey.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/_ping")
public class PingResource {
    @GET
    @RunOnVirtualThread
    public String ping() {
        return "OK";
    }
}
