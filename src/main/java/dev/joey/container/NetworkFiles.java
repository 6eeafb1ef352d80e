package dev.joey.container;

import dev.joey.config.NetworkConfig;
import dev.joey.container.ContainerSpec.Identity;
import dev.joey.error.EngineException;
import dev.joey.network.Networks;
import dev.joey.network.Sandbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

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

    private static final Paths NONE = new Paths(null, null, null);

    private final ContainerFiles files;
    private final NetworkConfig config;
    private final Networks networks;

    NetworkFiles(ContainerFiles files, NetworkConfig config, Networks networks) {
        this.files = files;
        this.config = config;
        this.networks = networks;
    }

    /**
     * Writes them; answers where.
     *
     * @param sandbox null if the container has no network of ours
     * @param links lines for the hosts file
     */
    Paths write(Container container, Sandbox sandbox, List<String> links) {
        List<String> addresses = sandbox == null ? List.of() : sandbox.addresses();
        boolean resolver = sandbox != null && sandbox.resolver();
        ContainerId id = container.id();
        boolean host = container.spec().host().networkMode().equals("host");
        write(files.hostname(id), container.spec().identity().hostname() + "\n");
        write(files.hosts(id), hosts(container, host, addresses, links));
        write(files.resolvConf(id), resolvConf(container, resolver));
        return container.spec().network().disableFiles() ? NONE : of(id);
    }

    private String resolvConf(Container container, boolean resolver) {
        ContainerSpec.Network asked = container.spec().network();
        return ResolvConf.text(
                hostFile("/etc/resolv.conf", ""),
                new ResolvConf.Asked(
                        orElse(asked.dns(), config.dns().orElse(List.of())),
                        orElse(asked.dnsSearch(), config.dnsSearch().orElse(List.of())),
                        orElse(asked.dnsOptions(), config.dnsOpts().orElse(List.of()))),
                !container.spec().host().networkMode().equals("host"),
                resolver);
    }

    /** Where the files of a container are. */
    Paths of(ContainerId id) {
        return new Paths(
                files.hosts(id).toString(),
                files.hostname(id).toString(),
                files.resolvConf(id).toString());
    }

    /** Adds what a running container got by joining a network. */
    void connected(Container container, Networks.Connected got) {
        if (got.resolver()) {
            write(files.resolvConf(container.id()), resolvConf(container, true));
        }
        if (!got.addresses().isEmpty()) {
            append(container, got.addresses());
        }
    }

    private void append(Container container, List<String> addresses) {
        StringBuilder lines = new StringBuilder();
        addresses.forEach(address -> lines.append(line(container.spec().identity(), address)));
        try {
            Files.writeString(
                    files.hosts(container.id()), lines.toString(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new EngineException.Unavailable(
                    "cannot write the hosts file: " + e.getMessage(), e);
        }
    }

    private String hosts(
            Container container, boolean host, List<String> addresses, List<String> links) {
        StringBuilder text = new StringBuilder(host ? hostFile("/etc/hosts", LOOPBACK) : LOOPBACK);
        for (String entry : container.spec().network().extraHosts()) {
            String address = ExtraHosts.address(entry);
            if (address.equals("host-gateway")) {
                address = networks.hostGateway();
            }
            text.append(address).append('\t').append(entry, 0, entry.indexOf(':')).append('\n');
        }
        links.forEach(line -> text.append(line).append('\n'));
        addresses.forEach(address -> text.append(line(container.spec().identity(), address)));
        return text.toString();
    }

    private static String line(Identity identity, String address) {
        String full =
                identity.domainname().isEmpty()
                        ? ""
                        : identity.hostname() + "." + identity.domainname() + " ";
        return address + "\t" + full + identity.hostname() + "\n";
    }

    private static List<String> orElse(List<String> own, List<String> ofDaemon) {
        return own.isEmpty() ? ofDaemon : own;
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

    /** Paths of the host; null where the image's own file is kept. */
    record Paths(String hosts, String hostname, String resolvConf) {}
}
