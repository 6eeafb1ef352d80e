package dev.joey.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.config.EngineConfig;
import dev.joey.container.spec.CreateChecks;
import dev.joey.container.wire.CreateBody;
import dev.joey.error.EngineException;
import dev.joey.http.Filters;
import dev.joey.http.TimeParameter;
import dev.joey.image.Image;
import dev.joey.image.Images;
import dev.joey.oci.Platform;
import dev.joey.stdio.LogDrivers;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Understands what clients ask of containers, with what the daemon knows: images, the host, the
 * configuration.
 */
@ApplicationScoped
class ContainerRequestWire {
    private final Images images;
    private final ContainerRuntime runtime;
    private final LogDrivers logDrivers;
    private final EngineConfig config;
    private final ContainerRepository rows;
    private final ObjectMapper json;
    private final SecureRandom random = new SecureRandom();

    ContainerRequestWire(
            Images images,
            ContainerRuntime runtime,
            LogDrivers logDrivers,
            EngineConfig config,
            ContainerRepository rows,
            ObjectMapper json) {
        this.images = images;
        this.runtime = runtime;
        this.logDrivers = logDrivers;
        this.config = config;
        this.rows = rows;
        this.json = json;
    }

    /**
     * Understands a create request.
     *
     * @throws EngineException.InvalidParameter in Docker's words
     * @throws EngineException.NotFound if the image is not there
     * @throws EngineException.NotImplemented naming what is asked for and not supported yet
     */
    Understood understand(
            CreateBody body, String name, String platform, String specificId, int apiMinor) {
        if (body == null) {
            throw new EngineException.InvalidParameter(
                    "config cannot be empty in order to create a container");
        }
        String checkedName = name == null || name.isEmpty() ? null : ContainerNames.check(name);
        String wantedId = specificId != null ? specificId : body.specificId();
        ContainerId id =
                wantedId == null || wantedId.isEmpty()
                        ? ContainerId.random(random)
                        : new ContainerId(wantedId);
        Image image = images.get(body.image() == null ? "" : body.image());
        checkPlatform(body.image(), image, platform);
        CreateDefaults defaults = CreateDefaults.of(config, apiMinor, hostName());
        CreateRequest request = ContainerWire.spec(body, id, image, defaults);
        Storage storage =
                MountPlanWire.of(
                        body, request.spec().imageDefaults().volumes(), rows::lookUp, json);
        CreateChecks.Result checked = runtime.check(request.spec().with(storage));
        ContainerSpec.LogConfig log = checked.spec().host().log();
        logDrivers.check(log.driver(), log.options());
        List<String> warnings = new ArrayList<>(request.warnings());
        if (platform == null || platform.isEmpty()) {
            strangeness(image).ifPresent(warnings::add);
        }
        checked.warnings().stream()
                .filter(warning -> !warnings.contains(warning))
                .forEach(warnings::add);
        return new Understood(id, checkedName, checked.spec(), image, warnings);
    }

    /** Which containers a prune removes. */
    Predicate<Container> prunable(Filters filters) {
        Predicate<ContainerSummary> wanted = PruneFilters.of(lists(filters), TimeParameter::parse);
        return container -> wanted.test(ContainerSummary.of(container));
    }

    static Map<String, List<String>> lists(Filters filters) {
        Map<String, List<String>> lists = new HashMap<>();
        filters.values().forEach((key, values) -> lists.put(key, List.copyOf(values)));
        return lists;
    }

    private static void checkPlatform(String reference, Image image, String platform) {
        if (platform == null || platform.isEmpty()) {
            return;
        }
        String[] wanted = platform.split("/", -1);
        boolean fits =
                wanted[0].equals(image.config().os())
                        && (wanted.length == 1 || wanted[1].equals(image.config().architecture()));
        if (!fits) {
            throw new EngineException.NotFound(
                    "image with reference "
                            + reference
                            + " was found but does not provide the specified platform ("
                            + platform
                            + ")");
        }
    }

    /** Nobody said that an image for another machine is what is wanted. */
    private static Optional<String> strangeness(Image image) {
        Platform host = Platform.host();
        Platform actual = image.config().platform();
        return host.runs(actual)
                ? Optional.empty()
                : Optional.of(
                        "The requested image's platform ("
                                + actual
                                + ") does not match the detected host platform ("
                                + host
                                + ") and no specific platform was requested");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    /**
     * A create request that can be done.
     *
     * @param name null for a made-up one
     * @param warnings for the client
     */
    record Understood(
            ContainerId id, String name, ContainerSpec spec, Image image, List<String> warnings) {}
}
