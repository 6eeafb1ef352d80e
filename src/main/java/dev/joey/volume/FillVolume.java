package dev.joey.volume;

import dev.joey.error.EngineException;
import dev.joey.lock.KeyedLocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lets an empty volume have what an image has. A mark beside the data says that this is under way:
 * where a killed daemon left one, the half is taken away and copied again.
 */
@ApplicationScoped
class FillVolume {
    private final VolumeLocks locks;
    private final VolumeRows rows;
    private final MountVolumes mounts;
    private final VolumeFolders folders;

    FillVolume(VolumeLocks locks, VolumeRows rows, MountVolumes mounts, VolumeFolders folders) {
        this.locks = locks;
        this.rows = rows;
        this.mounts = mounts;
        this.folders = folders;
    }

    /** See {@link Volumes#fill}. */
    void fill(String containerId, String name, String destination, Consumer<Path> copy) {
        try (Volumes.Held held = mounts.hold(name);
                KeyedLocks.Hold _ = locks.hold(name)) {
            Path mark = folders.folder(name).resolve("filling");
            boolean ours = Files.isDirectory(folders.folder(name));
            if (ours && Files.exists(mark)) {
                restart(name, mark);
            }
            if (isEmpty(held.path())) {
                if (ours) {
                    mark(mark);
                }
                copy.accept(held.path());
                boolean _ = ours && Files.deleteIfExists(mark);
            }
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    "cannot copy into volume " + name + ": " + e.getMessage(), e);
        }
        rows.filled(containerId, destination);
    }

    private static void mark(Path mark) throws IOException {
        if (!Files.exists(mark)) {
            Files.createFile(mark);
        }
    }

    /** What a running container wrote meanwhile is not taken away. */
    private void restart(String name, Path mark) throws IOException {
        boolean used = !rows.holders(name).isEmpty();
        if (!used) {
            folders.clear(name);
        }
        Files.delete(mark);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
