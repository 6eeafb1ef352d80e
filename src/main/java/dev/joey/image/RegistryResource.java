package dev.joey.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.error.EngineException;
import dev.joey.image.wire.DistributionDocument;
import dev.joey.image.wire.LoginAnswer;
import dev.joey.oci.Reference;
import dev.joey.registry.Credentials;
import dev.joey.registry.Login;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Questions to registries. Source: Docker Engine API, tags System and Distribution. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RegistryResource {
    private final Login login;
    private final InspectDistribution inspectDistribution;

    RegistryResource(Login login, InspectDistribution inspectDistribution) {
        this.login = login;
        this.inspectDistribution = inspectDistribution;
    }

    /** Checks credentials. They are the client's to keep: the daemon stores none. */
    @POST
    @Path("auth")
    public LoginAnswer auth(JsonNode config) {
        if (config == null || !config.isObject()) {
            throw new EngineException.InvalidParameter("credentials are needed");
        }
        return new LoginAnswer("Login Succeeded", login.login(Credentials.of(config)));
    }

    /** What a name means at its registry, without pulling it. */
    @GET
    @Path("distribution/{name:.+}/json")
    public DistributionDocument distribution(
            @PathParam("name") String name, @HeaderParam("X-Registry-Auth") String auth) {
        return DistributionWire.document(
                inspectDistribution.inspect(
                        Reference.parse(name).withDefaultTag(), Credentials.ofHeader(auth)));
    }
}
