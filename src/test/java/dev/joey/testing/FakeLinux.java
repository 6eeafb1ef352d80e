package dev.joey.testing;

import dev.joey.linux.Linux;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A kernel that has all capabilities and no devices, and remembers what is mounted. */
@Alternative
@Priority(1)
@Singleton
public final class FakeLinux implements Linux {
    private final Set<Path> mounted = new TreeSet<>();

    /** Where something is mounted. */
    public synchronized Set<Path> mounted() {
        return Set.copyOf(mounted);
    }

    @Override
    public Optional<byte[]> readInRoot(Path root, String path, int maxBytes) {
        return Optional.empty();
    }

    @Override
    public Optional<DeviceNode> device(Path path) {
        return Optional.empty();
    }

    @Override
    public List<DeviceNode> devicesBelow(Path folder) {
        return List.of();
    }

    @Override
    public Set<String> boundingCapabilities() {
        return Set.copyOf(SampleHost.CAPABILITIES);
    }

    @Override
    public Set<String> kernelCapabilities() {
        return Set.copyOf(SampleHost.CAPABILITIES);
    }

    @Override
    public synchronized void mount(String type, String source, Path target, List<String> options) {
        mounted.add(target);
    }

    @Override
    public synchronized void unmount(Path target) {
        mounted.remove(target);
    }

    @Override
    public boolean kill(long pid, int signal) {
        throw new AssertionError("kill of " + pid);
    }
}
