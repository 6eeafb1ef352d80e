package dev.joey.volume;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Volumes in folders of the data root; with options a file system is mounted there while a
 * container runs. Source: dockerd 28.5, local driver.
 */
@ApplicationScoped
class LocalDriver implements VolumeDriver {
    private final VolumeFolders folders;
    private final LocalMounts mounts;

    LocalDriver(VolumeFolders folders, LocalMounts mounts) {
        this.folders = folders;
        this.mounts = mounts;
    }

    @Override
    public void check(String name, Map<String, String> options) {
        VolumeName.check(name);
        LocalOptions.check(options);
        mounts.checkSize(options);
    }

    @Override
    public void create(String name, Map<String, String> options) {
        folders.make(name);
        mounts.limit(name, options);
    }

    @Override
    public void uncreate(String name) {
        folders.removeEmpty(name);
    }

    @Override
    public Path path(Volume volume) {
        return folders.data(volume.name());
    }

    @Override
    public Path mount(Volume volume, String holder) {
        Path data = path(volume);
        if (!Files.isDirectory(data)) {
            throw new EngineException.Internal(
                    "failed to mount local volume: " + data + ": no such file or directory", null);
        }
        if (LocalOptions.mounts(volume.optionsOrNone())) {
            mounts.mount(volume, data);
        }
        return data;
    }

    @Override
    public void unmount(Volume volume, String holder, boolean last) {
        if (last && LocalOptions.mounts(volume.optionsOrNone())) {
            mounts.unmount(path(volume));
        }
    }

    @Override
    public void remove(Volume volume) {
        if (LocalOptions.mounts(volume.optionsOrNone())) {
            // What is mounted there is not ours to delete.
            mounts.unmount(path(volume));
        }
        folders.remove(volume.name());
    }

    @Override
    public Optional<Path> measured(Volume volume) {
        return LocalOptions.mounts(volume.optionsOrNone())
                ? Optional.empty()
                : Optional.of(path(volume));
    }
}
