package dev.joey.registry;

import dev.joey.config.RegistryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The plain settings, some of which a test changes. */
class DelegatingRegistryConfig implements RegistryConfig {
    private final RegistryConfig plain = TestRegistryConfig.plain();

    @Override
    public Optional<List<String>> mirrors() {
        return plain.mirrors();
    }

    @Override
    public Optional<List<String>> insecure() {
        return plain.insecure();
    }

    @Override
    public String defaultHost() {
        return plain.defaultHost();
    }

    @Override
    public String defaultNamespace() {
        return plain.defaultNamespace();
    }

    @Override
    public List<Path> certificateFolders() {
        return plain.certificateFolders();
    }

    @Override
    public Optional<String> httpProxy() {
        return plain.httpProxy();
    }

    @Override
    public Optional<String> httpsProxy() {
        return plain.httpsProxy();
    }

    @Override
    public Optional<String> noProxy() {
        return plain.noProxy();
    }

    @Override
    public int maxConcurrentDownloads() {
        return plain.maxConcurrentDownloads();
    }

    @Override
    public int maxConcurrentUploads() {
        return plain.maxConcurrentUploads();
    }

    @Override
    public int maxDownloadAttempts() {
        return plain.maxDownloadAttempts();
    }

    @Override
    public Duration silence() {
        return plain.silence();
    }

    @Override
    public Duration unfinishedPulls() {
        return plain.unfinishedPulls();
    }
}
