package dev.joey.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.joey.error.EngineException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an image runs on, in Go's words. Source: OCI image-spec, "Image Index", property platform.
 *
 * @param os as {@code linux}
 * @param architecture as {@code amd64}
 * @param variant as {@code v7}, or empty
 */
public record Platform(String os, String architecture, String variant) {
    /** Drops variants that say nothing: amd64's v1, arm64's v8. */
    public Platform {
        if ((architecture.equals("amd64") && variant.equals("v1"))
                || (architecture.equals("arm64") && variant.equals("v8"))) {
            variant = "";
        }
    }

    /** The machine the daemon runs on. */
    public static Platform host() {
        String arch = System.getProperty("os.arch");
        return new Platform(
                "linux",
                switch (arch) {
                    case "aarch64" -> "arm64";
                    case "x86_64" -> "amd64";
                    default -> arch;
                },
                "");
    }

    /**
     * Reads the API's {@code platform} parameter.
     *
     * @param text OCI's JSON object, or {@code os/architecture[/variant]}
     * @throws EngineException.InvalidParameter if it is neither
     */
    public static Platform parse(String text) {
        if (text.startsWith("{")) {
            return of(OciJson.object(text.getBytes(StandardCharsets.UTF_8), "platform"));
        }
        List<String> parts = List.of(text.split("/", -1));
        if (parts.size() < 2 || parts.size() > 3 || parts.contains("")) {
            throw new EngineException.InvalidParameter("invalid platform: " + text);
        }
        return new Platform(parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : "");
    }

    /** Whether an image for {@code offered} is what is asked for here; no variant takes any. */
    public boolean accepts(Platform offered) {
        return os.equals(offered.os)
                && architecture.equals(offered.architecture)
                && (variant.isEmpty() || variant.equals(offered.variant));
    }

    /**
     * Whether a machine of this platform runs programs for another: its own, and those of its
     * smaller sister.
     */
    public boolean runs(Platform other) {
        return accepts(other)
                || (os.equals(other.os)
                        && ((architecture.equals("amd64") && other.architecture.equals("386"))
                                || (architecture.equals("arm64")
                                        && other.architecture.equals("arm"))));
    }

    static Platform of(JsonNode node) {
        return new Platform(
                OciJson.text(node, "os", ""),
                OciJson.text(node, "architecture", ""),
                OciJson.text(node, "variant", ""));
    }

    /** As Docker prints it, {@code linux/arm/v7}. */
    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
