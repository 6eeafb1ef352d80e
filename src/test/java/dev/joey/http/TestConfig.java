package dev.joey.http;

import dev.joey.config.EngineConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration made by hand. */
record TestConfig(List<String> hosts, Tls tls) implements EngineConfig {
    static final Tls NO_TLS_FILES =
            new TlsFiles(true, false, Optional.empty(), Optional.empty(), Optional.empty());

    record TlsFiles(
            boolean enabled,
            boolean insecureTcp,
            Optional<Path> caCert,
            Optional<Path> cert,
            Optional<Path> key)
            implements Tls {}

    @Override
    public Path dataRoot() {
        return Path.of("/nonexistent");
    }

    @Override
    public Path execRoot() {
        return Path.of("/nonexistent");
    }

    @Override
    public Optional<Path> pidfile() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> configFile() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> commandLineKeys() {
        return Optional.empty();
    }

    @Override
    public Optional<String> metricsAddr() {
        return Optional.empty();
    }

    @Override
    public String logLevel() {
        return "info";
    }

    @Override
    public boolean debug() {
        return false;
    }

    @Override
    public int shutdownTimeout() {
        return 15;
    }

    @Override
    public String group() {
        return "daemon";
    }

    @Override
    public Optional<String> containerd() {
        return Optional.empty();
    }

    @Override
    public String containerdNamespace() {
        return "test";
    }

    @Override
    public String snapshotter() {
        return "overlayfs";
    }

    @Override
    public String defaultRuntime() {
        return "runc";
    }

    @Override
    public Map<String, String> runtimes() {
        return Map.of();
    }

    @Override
    public Map<String, List<String>> runtimeArgs() {
        return Map.of();
    }

    @Override
    public Optional<List<String>> labels() {
        return Optional.empty();
    }

    @Override
    public String logDriver() {
        return "json-file";
    }

    @Override
    public Map<String, String> logOpts() {
        return Map.of();
    }

    @Override
    public Optional<String> cgroupParent() {
        return Optional.empty();
    }

    @Override
    public boolean init() {
        return false;
    }

    @Override
    public Optional<String> initPath() {
        return Optional.empty();
    }

    @Override
    public int defaultStopTimeout() {
        return 10;
    }

    @Override
    public long defaultShmSizeBytes() {
        return 0;
    }
}
