package dev.joey.container.spec;

import dev.joey.error.EngineException.InvalidParameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The tiny init of {@code --init} on the host, which is bound into the container. It should be
 * linked statically, since the image's libraries are not the host's; {@code tini} of most
 * distributions is not, so it comes last.
 */
public final class InitBinary {
    private static final List<String> NAMES =
            List.of("docker-init", "tini-static", "catatonit", "tini");

    private InitBinary() {}

    /**
     * Finds it.
     *
     * @param configured path of the configuration, if any
     * @param searchPath folders separated by colons, as of PATH
     * @throws InvalidParameter if it is not there or not executable; the text names it
     */
    public static String find(Optional<String> configured, String searchPath) {
        if (configured.isPresent()) {
            String path = configured.get();
            if (!isExecutable(Path.of(path))) {
                throw new InvalidParameter(
                        "exec: \"" + path + "\": executable file not found (option init-path)");
            }
            return path;
        }
        for (String name : NAMES) {
            for (String folder : searchPath.split(":", -1)) {
                Path candidate = Path.of(folder, name);
                if (folder.startsWith("/") && isExecutable(candidate)) {
                    return candidate.toString();
                }
            }
        }
        throw new InvalidParameter(
                "exec: \"docker-init\": executable file not found in $PATH (nor "
                        + String.join(", ", NAMES.subList(1, NAMES.size()))
                        + ")");
    }

    private static boolean isExecutable(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
