package dev.joey.network;

import dev.joey.config.EngineConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What this daemon calls its things on the host. All derives from the two roots, so that daemons
 * side by side never touch each other's things, and one that starts again finds its own.
 */
@ApplicationScoped
class HostNames {
    private final String key;
    private final boolean standard;
    private final Path namespaces;
    private final String alias;

    HostNames(EngineConfig config) {
        String roots = config.dataRoot() + "\0" + config.execRoot();
        key = sha256(roots).substring(0, 6);
        standard =
                config.dataRoot().toString().equals("/var/lib/joey")
                        && config.execRoot().toString().equals("/run/joey");
        namespaces = config.execRoot().resolve("netns");
        alias = "joey " + config.dataRoot();
    }

    /** The bridge of the network {@code bridge}. */
    String defaultBridge() {
        return standard ? "joey0" : "joey-" + key;
    }

    /** The bridge of a user's network, as Docker names it. */
    static String bridge(String networkId) {
        return "br-" + networkId.substring(0, 12);
    }

    /** The host's side of an endpoint; 15 characters, the most there can be. */
    String device(String endpointId) {
        return devicePrefix() + endpointId.substring(0, 7);
    }

    String devicePrefix() {
        return "jv" + key;
    }

    /** The nftables table. */
    String table() {
        return standard ? "joey" : "joey-" + key;
    }

    /** Stands on all our bridges. */
    String alias() {
        return alias;
    }

    /** The folder of network namespaces. */
    Path namespaces() {
        return namespaces;
    }

    /** Where the network namespace of a container is kept. */
    Path namespace(String containerId) {
        return namespaces.resolve(containerId);
    }

    /** 40 bits of our own for a unique local IPv6 prefix, as ten hexadecimal digits. */
    String globalId() {
        return sha256(alias).substring(0, 10);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
