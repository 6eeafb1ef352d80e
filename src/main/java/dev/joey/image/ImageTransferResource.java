package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import dev.joey.http.RequestVersion;
import dev.joey.http.Streams;
import dev.joey.image.wire.FoundImage;
import dev.joey.oci.Digest;
import dev.joey.oci.Platform;
import dev.joey.oci.Reference;
import dev.joey.registry.Credentials;
import dev.joey.registry.RegistrySearch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The part of Docker's images API that speaks to registries. */
@Path("/images")
@RunOnVirtualThread
public class ImageTransferResource {
    private static final String AUTH = "X-Registry-Auth";

    private final ImageManager images;
    private final RequestVersion version;
    private final Streams streams;
    private final RegistrySearch searching;

    ImageTransferResource(
            ImageManager images,
            RequestVersion version,
            Streams streams,
            RegistrySearch searching) {
        this.images = images;
        this.version = version;
        this.streams = streams;
        this.searching = searching;
    }

    /**
     * Pulls an image, or imports one. Failures before the first message have a status, later ones
     * are in the stream.
     *
     * @param tag of a pull: a tag or a digest; without it, and without one in the name, all tags
     * @param fromSrc of an import, which alone has a body, {@code repo}, {@code message} and {@code
     *     changes}
     */
    @POST
    @Path("/create")
    @Consumes(MediaType.WILDCARD)
    public void create(
            InputStream body,
            @QueryParam("fromImage") String fromImage,
            @QueryParam("fromSrc") String fromSrc,
            @QueryParam("repo") String repo,
            @QueryParam("message") String message,
            @QueryParam("changes") List<String> changes,
            @QueryParam("tag") String tag,
            @QueryParam("platform") String platform,
            @HeaderParam(AUTH) String auth) {
        if (fromImage == null || fromImage.isEmpty()) {
            ImportImage.Request asked =
                    ImportWire.of(fromSrc, repo, tag, message, changes, platform);
            new LoadReply(streams, body)
                    .run(out -> out.accept(ImportWire.done(images.importFiles(asked, body))));
            return;
        }
        Credentials credentials = Credentials.ofHeader(auth);
        Reference name = name(fromImage, tag == null ? "" : tag);
        Optional<Platform> wanted =
                Optional.ofNullable(platform)
                        .filter(text -> !text.isEmpty() && version.get().isAtLeast(1, 32))
                        .map(Platform::parse);
        reply(messages -> images.pull(name, wanted, credentials, messages));
    }

    /**
     * Pushes an image.
     *
     * @param tag without it, all tags of the repository
     */
    @POST
    @Path("/{name:.+}/push")
    @Consumes(MediaType.WILDCARD)
    public void push(
            @PathParam("name") String image,
            @QueryParam("tag") String tag,
            @QueryParam("platform") String platform,
            @HeaderParam(AUTH) String auth) {
        Credentials credentials = Credentials.ofHeader(auth);
        Reference repository = Reference.parse(image);
        if (repository.digest().isPresent()) {
            throw new EngineException.InvalidParameter("cannot push a digest reference");
        }
        Reference name = tag == null || tag.isEmpty() ? repository : repository.withTag(tag);
        Optional<Platform> wanted =
                Optional.ofNullable(platform)
                        .filter(text -> !text.isEmpty() && version.get().isAtLeast(1, 46))
                        .map(Platform::parse);
        reply(messages -> images.push(name, wanted, credentials, messages));
    }

    /** Searches a registry; without one in the term, Docker Hub. */
    @GET
    @Path("/search")
    @Produces(MediaType.APPLICATION_JSON)
    public List<FoundImage> search(
            @QueryParam("term") String term,
            @QueryParam("limit") Integer limit,
            @QueryParam("filters") Filters filters,
            @HeaderParam(AUTH) String auth) {
        return SearchWire.found(
                searching, term, limit, Filters.orNone(filters), Credentials.ofHeader(auth));
    }

    private void reply(Consumer<TransferMessages> work) {
        LoadReply reply = new LoadReply(streams, InputStream.nullInputStream());
        reply.run(out -> work.accept(new TransferMessages(out, reply::isGone)));
    }

    private static Reference name(String image, String tag) {
        Reference name = Reference.parse(image);
        if (tag.isEmpty()) {
            return name;
        }
        return tag.indexOf(':') < 0 ? name.withTag(tag) : name.byDigest(new Digest(tag));
    }
}
