package dev.joey.stdio.log;

import java.util.List;
import java.util.Map;

/**
 * What a container's log may tell of it.
 *
 * @param id 64 hex digits
 * @param name without the slash at its beginning
 * @param imageId with its {@code sha256:}
 * @param imageName as the user gave it
 * @param daemonName what {@code {{.DaemonName}}} shows
 * @param command entrypoint and arguments
 * @param env as {@code KEY=value}
 */
public record LogSubject(
        String id,
        String name,
        String imageId,
        String imageName,
        String daemonName,
        List<String> command,
        Map<String, String> labels,
        List<String> env) {}
