package dev.joey.image;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import dev.joey.image.wire.HistoryItem;
import dev.joey.image.wire.InspectedImage;
import dev.joey.image.wire.ListedImage;
import dev.joey.image.wire.RemovedItem;
import dev.joey.oci.Platform;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * Docker's images API. An image's name may have slashes, so it takes all of the path up to the last
 * word.
 */
@Path("/images")
@RunOnVirtualThread
public class ImageResource {
    private final ImageManager images;
    private final EngineConfig config;

    ImageResource(ImageManager images, EngineConfig config) {
        this.images = images;
        this.config = config;
    }

    /**
     * Lists images, the newest first. {@code all} and {@code digests} change nothing: there are no
     * intermediate images, and digests are always told.
     */
    @GET
    @Path("/json")
    @Produces(MediaType.APPLICATION_JSON)
    public List<ListedImage> list(
            @QueryParam("filters") String filters,
            @QueryParam("filter") String nameFilter,
            @QueryParam("shared-size") String sharedSize,
            @QueryParam("manifests") String manifests) {
        refuse("manifests of listed images", manifests);
        FilterArguments arguments = FilterArguments.parse(filters);
        if (nameFilter != null && !nameFilter.isEmpty()) {
            arguments = arguments.with("reference", nameFilter);
        }
        return images.list(arguments, isTrue(sharedSize)).stream().map(ImageWire::listed).toList();
    }

    /** Tells all of one image. */
    @GET
    @Path("/{name:.+}/json")
    @Produces(MediaType.APPLICATION_JSON)
    public InspectedImage inspect(
            @PathParam("name") String name,
            @QueryParam("manifests") String manifests,
            @QueryParam("platform") String platform) {
        refuse("manifests of an inspected image", manifests);
        return ImageWire.inspected(inspect(name, platform), config.snapshotter());
    }

    /** Tells how an image was made, the newest step first. */
    @GET
    @Path("/{name:.+}/history")
    @Produces(MediaType.APPLICATION_JSON)
    public List<HistoryItem> history(
            @PathParam("name") String name, @QueryParam("platform") String platform) {
        return ImageWire.history(inspect(name, platform));
    }

    /**
     * Removes a name or an image. {@code noprune} changes nothing: images have no untagged parents
     * here.
     */
    @DELETE
    @Path("/{name:.+}")
    @Produces(MediaType.APPLICATION_JSON)
    public List<RemovedItem> remove(
            @PathParam("name") String name,
            @QueryParam("force") String force,
            @QueryParam("platforms") List<String> platforms) {
        if (!platforms.isEmpty()) {
            throw new EngineException.NotImplemented(
                    "removing single platforms of an image is not implemented");
        }
        return images.remove(name, isTrue(force)).stream().map(ImageWire::removed).toList();
    }

    /** Gives an image one more name. */
    @POST
    @Path("/{name:.+}/tag")
    public Response tag(
            @PathParam("name") String name,
            @QueryParam("repo") String repo,
            @QueryParam("tag") String tag) {
        images.tag(name, repo == null ? "" : repo, tag == null ? "" : tag);
        return Response.status(Response.Status.CREATED).build();
    }

    /**
     * Loads an archive. Failures before the first message have a status, later ones are in the
     * stream.
     *
     * @param quiet whether progress is left out; so it is if not said
     */
    @POST
    @Blocking
    @Path("/load")
    @Consumes(MediaType.WILDCARD)
    public Multi<Buffer> load(
            InputStream archive,
            @QueryParam("quiet") String quiet,
            @QueryParam("platform") List<String> platform) {
        boolean silent = quiet == null || quiet.isEmpty() || isTrue(quiet);
        return RestMulti.fromMultiData(
                        LoadStream.of(
                                archive,
                                out ->
                                        images.load(
                                                archive,
                                                onlyPlatform(platform),
                                                new LoadMessages(silent, out))))
                .header("Content-Type", MediaType.APPLICATION_JSON)
                .build();
    }

    /** Not there yet. */
    @POST
    @Path("/create")
    @Consumes(MediaType.WILDCARD)
    public Response create(@QueryParam("fromImage") String fromImage) {
        throw missing(fromImage == null ? "importing an image" : "pulling an image");
    }

    /** Not there yet. */
    @POST
    @Path("/{name:.+}/push")
    public Response push() {
        throw missing("pushing an image");
    }

    /** Not there yet. */
    @GET
    @Path("/get")
    public Response saveSeveral() {
        throw missing("saving images");
    }

    /** Not there yet. */
    @GET
    @Path("/{name:.+}/get")
    public Response save() {
        throw missing("saving images");
    }

    /** Not there yet. */
    @GET
    @Path("/search")
    public Response search() {
        throw missing("searching images");
    }

    /** Not there yet. */
    @POST
    @Path("/prune")
    public Response prune() {
        throw missing("pruning images");
    }

    private StoredImage inspect(String name, String platform) {
        StoredImage stored = images.inspect(name);
        if (platform != null && !platform.isEmpty()) {
            Platform wanted = Platform.parse(platform);
            Platform actual = stored.image().config().platform();
            if (!wanted.accepts(actual)) {
                throw new EngineException.NotFound(
                        ("image with reference %s was found but does not match the specified"
                                        + " platform: wanted %s, actual: %s")
                                .formatted(name, wanted, actual));
            }
        }
        return stored;
    }

    private static Optional<Platform> onlyPlatform(List<String> platforms) {
        List<String> given = platforms.stream().filter(text -> !text.isEmpty()).toList();
        if (given.size() > 1) {
            throw new EngineException.NotImplemented(
                    "loading several platforms of an image is not implemented");
        }
        return given.stream().findFirst().map(Platform::parse);
    }

    private static void refuse(String what, String flag) {
        if (isTrue(flag)) {
            throw missing(what);
        }
    }

    private static EngineException missing(String what) {
        return new EngineException.NotImplemented(what + " is not implemented yet");
    }

    /** Docker's reading of flags. */
    private static boolean isTrue(String value) {
        return value != null
                && switch (value.strip().toLowerCase(Locale.ROOT)) {
                    case "", "0", "no", "false", "none" -> false;
                    default -> true;
                };
    }
}
