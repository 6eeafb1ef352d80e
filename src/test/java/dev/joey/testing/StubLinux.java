package dev.joey.testing;

import dev.joey.linux.Linux;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kernel that knows its capabilities and nothing else; it must not be asked to change things. */
public record StubLinux(Set<String> kernelCapabilities, Set<String> boundingCapabilities)
        implements Linux {
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
    public void mount(String type, String source, Path target, List<String> options) {
        throw new AssertionError("mount of " + target);
    }

    @Override
    public void unmount(Path target) {
        throw new AssertionError("unmount of " + target);
    }

    @Override
    public boolean kill(long pid, int signal) {
        throw new AssertionError("kill of " + pid);
    }
}
