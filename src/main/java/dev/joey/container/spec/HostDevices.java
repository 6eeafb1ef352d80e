package dev.joey.container.spec;

import dev.joey.linux.Linux;
import dev.joey.linux.Linux.DeviceNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The device nodes of the host. */
public interface HostDevices {
    /** The device at a path, symlinks followed; empty if there is none. */
    Optional<DeviceNode> device(Path path);

    /** All devices below a folder. */
    List<DeviceNode> below(Path folder);

    /** Whether anything is at the path. */
    boolean exists(Path path);

    /** The real ones. */
    static HostDevices of(Linux linux) {
        return new HostDevices() {
            @Override
            public Optional<DeviceNode> device(Path path) {
                return linux.device(path);
            }

            @Override
            public List<DeviceNode> below(Path folder) {
                return linux.devicesBelow(folder);
            }

            @Override
            public boolean exists(Path path) {
                return Files.exists(path);
            }
        };
    }
}
