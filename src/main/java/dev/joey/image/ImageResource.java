package dev.joey.image;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import dev.joey.http.ApiVersion;
import dev.joey.http.Filters;
import dev.joey.http.QueryBool;
import dev.joey.http.RequestVersion;
import dev.joey.http.Streams;
import dev.joey.image.wire.HistoryItem;
import dev.joey.image.wire.InspectedImage;
import dev.joey.image.wire.ListedImage;
import dev.joey.image.wire.ManifestItem;
import dev.joey.image.wire.RemovedItem;
import dev.joey.oci.Digest;
import dev.joey.oci.Platform;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Docker's images API. An image's name may have slashes, so it takes all of the path up to the last
 * word.
 */
@Path("/images")
@RunOnVirtualThread
public class ImageResource {
    private final ImageManager images;
    private final EngineConfig config;
    private final RequestVersion version;
    private final Streams streams;

    ImageResource(
            ImageManager images, EngineConfig config, RequestVersion version, Streams streams) {
        this.images = images;
        this.config = config;
        this.version = version;
        this.streams = streams;
    }

    /**
     * Lists images, the newest first. {@code all} and {@code digests} change nothing: there are no
     * intermediate images, and digests are always told.
     */
    @GET
    @Path("/json")
    @Produces(MediaType.APPLICATION_JSON)
    public List<ListedImage> list(
            @QueryParam("filters") Filters filters,
            @QueryParam("filter") String name,
            @QueryParam("shared-size") QueryBool sharedSize,
            @QueryParam("manifests") QueryBool manifests) {
        ApiVersion asked = version.get();
        boolean withManifests = asked.isAtLeast(1, 47) && QueryBool.isTrue(manifests);
        boolean withShared = asked.isAtLeast(1, 42) && QueryBool.isTrue(sharedSize);
        Filters all = Filters.orNone(filters);
        if (!asked.isAtLeast(1, 41) && name != null && !name.isEmpty()) {
            all = withName(all, name);
        }
        Map<Digest, ManifestFacts> facts = withManifests ? images.manifests() : Map.of();
        return images.list(all, withShared).stream()
                .map(
                        image -> {
                            ListedImage listed = ImageWire.listed(image, asked);
                            ManifestFacts known = facts.get(image.id());
                            return known == null
                                    ? listed
                                    : listed.with(ImageWire.manifests(image.manifest(), known));
                        })
                .toList();
    }

    /** Tells all of one image. */
    @GET
    @Path("/{name:.+}/json")
    @Produces(MediaType.APPLICATION_JSON)
    public InspectedImage inspect(
            @PathParam("name") String name,
            @QueryParam("manifests") QueryBool manifests,
            @QueryParam("platform") String platform) {
        ApiVersion asked = version.get();
        StoredImage stored = inspect(name, asked.isAtLeast(1, 49) ? platform : null);
        boolean withManifests = asked.isAtLeast(1, 48) && QueryBool.isTrue(manifests);
        List<ManifestItem> shown =
                withManifests
                        ? Optional.ofNullable(images.manifests().get(stored.id()))
                                .map(known -> ImageWire.manifests(stored.manifest(), known))
                                .orElse(List.of())
                        : null;
        return ImageWire.inspected(stored, config.snapshotter(), asked, shown);
    }

    /** Tells how an image was made, the newest step first. */
    @GET
    @Path("/{name:.+}/history")
    @Produces(MediaType.APPLICATION_JSON)
    public List<HistoryItem> history(
            @PathParam("name") String name, @QueryParam("platform") String platform) {
        return ImageWire.history(inspect(name, version.get().isAtLeast(1, 48) ? platform : null));
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
            @QueryParam("force") QueryBool force,
            @QueryParam("platforms") List<String> platforms) {
        if (version.get().isAtLeast(1, 50) && !platforms.isEmpty()) {
            throw new EngineException.NotImplemented(
                    "removing single platforms of an image is not implemented");
        }
        return images.remove(name, QueryBool.isTrue(force)).stream()
                .map(ImageWire::removed)
                .toList();
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
    @Path("/load")
    @Consumes(MediaType.WILDCARD)
    public void load(
            InputStream archive,
            @QueryParam("quiet") QueryBool quiet,
            @QueryParam("platform") List<String> platform) {
        List<String> asked = version.get().isAtLeast(1, 48) ? platform : List.of();
        boolean silent = QueryBool.or(quiet, true);
        new LoadReply(streams, archive)
                .run(
                        out ->
                                images.load(
                                        archive,
                                        PlatformParameter.only(asked, "loading"),
                                        new LoadMessages(silent, out)));
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

    private static Filters withName(Filters filters, String name) {
        Map<String, Set<String>> values = new HashMap<>(filters.values());
        values.merge(
                "reference",
                Set.of(name),
                (some, more) ->
                        Stream.concat(some.stream(), more.stream()).collect(Collectors.toSet()));
        return new Filters(values);
    }
}
