package dev.joey.testing;

import dev.joey.config.EngineConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration with its two roots below one folder, and defaults for all else. */
public record RootsConfig(Path root) implements EngineConfig {
    @Override
    public Path dataRoot() {
        return root.resolve("data");
    }

    @Override
    public Path execRoot() {
        return root.resolve("exec");
    }

    @Override
    public List<String> hosts() {
        return List.of();
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
        return "joey";
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
        return 64L << 20;
    }

    @Override
    public Tls tls() {
        throw new UnsupportedOperationException("no listeners here");
    }
}
