package dev.joey.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a user may choose about registries: where images come from and go to. */
@ConfigMapping(prefix = "joey.registry")
public interface RegistryConfig {
    /**
     * Mirrors of the default registry, asked before it, as {@code https://mirror.example.com}.
     * Mirrors of any other registry are in its hosts file, see {@link #certificateFolders()}.
     */
    Optional<List<String>> mirrors();

    /**
     * Registries whose certificate is not verified and that may speak plain HTTP: {@code
     * host[:port]} or a network, as {@code 10.1.0.0/16}. Those on a loopback address always are.
     */
    Optional<List<String>> insecure();

    /** The host that serves images whose name has no registry. */
    @WithDefault("registry-1.docker.io")
    String defaultHost();

    /** The namespace of images whose name has neither registry nor namespace. */
    @WithDefault("library")
    String defaultNamespace();

    /**
     * Folders with a folder {@code host[:port]} for each registry: {@code *.crt} are CAs, {@code
     * *.cert} and {@code *.key} the client's certificate as Docker has them, and {@code hosts.toml}
     * lists mirrors as containerd's does. The first folder that has one for the registry counts.
     */
    @WithDefault("/etc/joey/certs.d,/etc/docker/certs.d,/etc/containerd/certs.d")
    List<Path> certificateFolders();

    /** Proxy of plain HTTP requests; without it the environment's {@code HTTP_PROXY}. */
    Optional<String> httpProxy();

    /** Proxy of HTTPS requests; without it the environment's {@code HTTPS_PROXY}. */
    Optional<String> httpsProxy();

    /** Hosts that are reached without proxy; without it the environment's {@code NO_PROXY}. */
    Optional<String> noProxy();

    /** Layers that are downloaded at the same time, in all pulls together. */
    @WithDefault("6")
    int maxConcurrentDownloads();

    /** Layers that are uploaded at the same time, in one push. */
    @WithDefault("5")
    int maxConcurrentUploads();

    /** How often one layer's download is begun before the pull fails. */
    @WithDefault("5")
    int maxDownloadAttempts();

    /** How long a registry may be silent. */
    @WithDefault("60S")
    Duration silence();

    /** How long an unfinished pull's layers are kept for the next attempt. */
    @WithDefault("7D")
    Duration unfinishedPulls();
}
