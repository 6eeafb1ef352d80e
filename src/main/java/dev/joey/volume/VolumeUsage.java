package dev.joey.volume;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How much local volumes hold: the sizes of their files, hard links once, as Docker counts. */
@ApplicationScoped
class VolumeUsage {
    private final VolumeRows rows;
    private final VolumeDrivers drivers;

    VolumeUsage(VolumeRows rows, VolumeDrivers drivers) {
        this.rows = rows;
        this.drivers = drivers;
    }

    List<MeasuredVolume> measured() {
        Map<String, Long> uses = rows.countUses();
        return rows.all().stream()
                .filter(volume -> volume.driver().equals(Volume.LOCAL))
                // The data of others lies elsewhere; Docker leaves them out too.
                .filter(volume -> volume.optionsOrNone().isEmpty())
                .map(
                        volume ->
                                new MeasuredVolume(
                                        volume,
                                        sizeBytes(volume),
                                        uses.getOrDefault(volume.name(), 0L)))
                .toList();
    }

    /** In bytes; -1 where that is not known. */
    long sizeBytes(Volume volume) {
        return drivers.of(volume).measured(volume).map(VolumeUsage::sizeBytes).orElse(-1L);
    }

    private static long sizeBytes(Path folder) {
        Sum sum = new Sum();
        try {
            Files.walkFileTree(folder, sum);
        } catch (IOException e) {
            throw new EngineException.Internal("cannot measure " + folder, e);
        }
        return sum.bytes;
    }

    private static final class Sum extends SimpleFileVisitor<Path> {
        private final Set<Object> seen = new HashSet<>();
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            boolean counted =
                    attributes.isRegularFile()
                            && (!(Files.getAttribute(file, "unix:nlink") instanceof Integer links)
                                    || links == 1
                                    || seen.add(attributes.fileKey()));
            if (counted) {
                bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // Gone while we looked, or not to be read: it counts nothing.
            return FileVisitResult.CONTINUE;
        }
    }
}
