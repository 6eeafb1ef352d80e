package dev.joey.container.wire;

import dev.joey.container.archive.PathStat;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The JSON in the header {@code X-Docker-Container-Path-Stat}. Source: Docker Engine API 1.51.
 *
 * @param mode Go's {@code os.FileMode}
 * @param mtime RFC 3339
 */
@RegisterForReflection
public record PathStatDocument(String name, long size, long mode, String mtime, String linkTarget) {
    /** Of a path. */
    public static PathStatDocument of(PathStat stat) {
        return new PathStatDocument(
                stat.name(),
                stat.sizeBytes(),
                stat.mode(),
                DateTimeFormatter.ISO_INSTANT.format(
                        Instant.ofEpochSecond(stat.mtimeSeconds(), stat.mtimeNanos())
                                .atOffset(ZoneOffset.UTC)),
                stat.linkTarget());
    }
}
