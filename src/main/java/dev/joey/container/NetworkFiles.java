package dev.joey.container;

import dev.joey.error.EngineException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The container's {@code /etc/hostname}, {@code /etc/hosts} and {@code /etc/resolv.conf}, written
 * before each start. In the host's network they are copies of the host's, as Docker does it.
 */
@ApplicationScoped
class NetworkFiles {
    private static final String LOOPBACK =
            """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::\tip6-localnet
            ff00::\tip6-mcastprefix
            ff02::1\tip6-allnodes
            ff02::2\tip6-allrouters
            """;

    private final ContainerFiles files;

    NetworkFiles(ContainerFiles files) {
        this.files = files;
    }

    /** Writes them; answers where. */
    Paths write(Container container) {
        ContainerId id = container.id();
        boolean host = container.spec().host().networkMode().equals("host");
        write(files.hostname(id), container.spec().identity().hostname() + "\n");
        write(files.hosts(id), host ? hostFile("/etc/hosts", LOOPBACK) : LOOPBACK);
        write(files.resolvConf(id), hostFile("/etc/resolv.conf", ""));
        return new Paths(
                files.hosts(id).toString(),
                files.hostname(id).toString(),
                files.resolvConf(id).toString());
    }

    private static String hostFile(String path, String otherwise) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException _) {
            return otherwise;
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    "cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Paths of the host. */
    record Paths(String hosts, String hostname, String resolvConf) {}
}
