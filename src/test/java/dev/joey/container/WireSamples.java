package dev.joey.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.joey.container.wire.CreateBody;
import dev.joey.image.Image;
import dev.joey.oci.Descriptor;
import dev.joey.oci.Digest;
import dev.joey.oci.ImageConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tests of the API's JSON have in common. */
final class WireSamples {
    static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    static final ContainerId ID = new ContainerId("c0ffee".repeat(10) + "0123");
    static final Digest IMAGE_ID = new Digest("sha256:" + "ab".repeat(32));
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00.120Z");

    private WireSamples() {}

    static CreateDefaults defaults(int apiMinor) {
        return new CreateDefaults(
                apiMinor,
                "the-host",
                "runc",
                Set.of("runc", "crun"),
                "json-file",
                Map.of("max-size", "10m"),
                "overlayfs");
    }

    static CreateBody body(String json) {
        try {
            return JSON.readValue(json, CreateBody.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static String json(Object value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** An image like busybox. */
    static ImageConfig busybox() {
        return config(List.of(), List.of("sh"), List.of("PATH=/bin"), Map.of(), null);
    }

    static ImageConfig config(
            List<String> entrypoint,
            List<String> cmd,
            List<String> env,
            Map<String, String> labels,
            String healthcheck) {
        return new ImageConfig(
                "amd64",
                "linux",
                null,
                NOON,
                "",
                entrypoint,
                cmd,
                env,
                "",
                "",
                labels,
                Set.of(),
                Set.of(),
                null,
                List.of(),
                List.of(),
                false,
                healthcheck,
                List.of(),
                List.of());
    }

    static Image image(ImageConfig config) {
        return new Image(
                IMAGE_ID,
                new Descriptor(
                        "application/vnd.oci.image.manifest.v1+json",
                        new Digest("sha256:" + "cd".repeat(32)),
                        500),
                List.of("busybox:latest"),
                List.of(),
                config,
                "",
                0,
                NOON);
    }

    /** A request for busybox without a network, with more fields before the others. */
    static String request(String fields, String hostFields) {
        return "{\"Image\":\"busybox\""
                + (fields.isEmpty() ? "" : "," + fields)
                + ",\"HostConfig\":{\"NetworkMode\":\"none\""
                + (hostFields.isEmpty() ? "" : "," + hostFields)
                + "}}";
    }

    static CreateRequest understand(String json, ImageConfig config, int apiMinor) {
        return ContainerWire.spec(body(json), ID, image(config), defaults(apiMinor));
    }

    static CreateRequest understand(String json) {
        return understand(json, busybox(), 51);
    }

    static Container container(ContainerSpec spec, ContainerState state) {
        return new Container(ID, "web", NOON, spec, state, 0, 0, false, false);
    }
}
