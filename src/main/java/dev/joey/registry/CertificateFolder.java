package dev.joey.registry;

import dev.joey.error.EngineException;
import dev.joey.registry.RegistryHost.Client;
import dev.joey.registry.RegistryHost.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A registry's folder with certificates: {@code *.crt} are CAs, {@code x.cert} with {@code x.key}
 * is the client's. Source: Docker's docs, "Verify repository client with certificates".
 */
final class CertificateFolder {
    private CertificateFolder() {}

    /**
     * Whom to believe.
     *
     * @throws EngineException.InvalidParameter if a certificate or a key lacks the other
     */
    static Trust trust(Path folder, boolean insecure) {
        List<Path> authorities = new ArrayList<>();
        List<Client> clients = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".crt")) {
                authorities.add(file);
            } else if (name.endsWith(".cert")) {
                clients.add(new Client(file, other(file, ".cert", ".key")));
            } else if (name.endsWith(".key")) {
                other(file, ".key", ".cert");
            }
        }
        return new Trust(insecure, authorities, clients);
    }

    private static Path other(Path file, String ending, String otherEnding) {
        String name = file.getFileName().toString();
        String wanted = name.substring(0, name.length() - ending.length()) + otherEnding;
        Path other = file.resolveSibling(wanted);
        if (!Files.isRegularFile(other)) {
            throw new EngineException.InvalidParameter("missing " + wanted + " for " + name);
        }
        return other;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new EngineException.Internal("cannot read " + folder, e);
        }
    }
}
