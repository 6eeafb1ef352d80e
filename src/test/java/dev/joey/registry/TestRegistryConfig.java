package dev.joey.registry;

import dev.joey.config.RegistryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of registries in tests; those not given are the defaults, without any file. */
public record TestRegistryConfig(
        List<String> mirrorList,
        List<Path> certificateFolders,
        String defaultHost,
        Duration silence)
        implements RegistryConfig {
    public static TestRegistryConfig plain() {
        return new TestRegistryConfig(
                List.of(), List.of(), "registry-1.docker.io", Duration.ofSeconds(2));
    }

    TestRegistryConfig with(Path folder) {
        return new TestRegistryConfig(mirrorList, List.of(folder), defaultHost, silence);
    }

    TestRegistryConfig withHub(String host, String... mirrors) {
        return new TestRegistryConfig(List.of(mirrors), certificateFolders, host, silence);
    }

    @Override
    public Optional<List<String>> mirrors() {
        return Optional.of(mirrorList);
    }

    @Override
    public Optional<List<String>> insecure() {
        return Optional.empty();
    }

    @Override
    public String defaultNamespace() {
        return "library";
    }

    @Override
    public Optional<String> httpProxy() {
        return Optional.empty();
    }

    @Override
    public Optional<String> httpsProxy() {
        return Optional.empty();
    }

    @Override
    public Optional<String> noProxy() {
        return Optional.of("*");
    }

    @Override
    public int maxConcurrentDownloads() {
        return 3;
    }

    @Override
    public int maxConcurrentUploads() {
        return 5;
    }

    @Override
    public int maxDownloadAttempts() {
        return 2;
    }

    @Override
    public Duration unfinishedPulls() {
        return Duration.ofDays(7);
    }
}
