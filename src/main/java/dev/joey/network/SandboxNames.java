package dev.joey.network;

import dev.joey.error.EngineException;
import dev.joey.linux.Commands;
import dev.joey.linux.NetNs;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The name server inside of a container's namespace. */
@ApplicationScoped
class SandboxNames {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NetNs namespaces;
    private final Commands commands;
    private final NameServer server;

    SandboxNames(NetNs namespaces, Commands commands, NameServer server) {
        this.namespaces = namespaces;
        this.commands = commands;
        this.server = server;
    }

    /**
     * Opens it.
     *
     * @param place of its namespace
     */
    void open(Member member, Path place) {
        NameSockets sockets =
                namespaces.inside(
                        place,
                        () -> {
                            NameSockets made =
                                    NameSockets.open(member.containerId(), member.nameServers());
                            try {
                                redirect(made);
                                return made;
                            } catch (RuntimeException e) {
                                made.close();
                                throw e;
                            }
                        });
        server.serve(sockets);
    }

    boolean isOpen(String containerId) {
        return server.serves(containerId);
    }

    void close(String containerId) {
        server.close(containerId);
    }

    /** Port 53 stays free for what the container itself may serve there. */
    private void redirect(NameSockets sockets) {
        String text =
                """
                table ip joey-names {
                chain out { type nat hook output priority -100; policy accept; }
                }
                flush chain ip joey-names out
                table ip joey-names {
                chain out {
                ip daddr %1$s udp dport 53 dnat to %1$s:%2$d
                ip daddr %1$s tcp dport 53 dnat to %1$s:%3$d
                }
                }
                """
                        .formatted(Sandbox.RESOLVER, sockets.udpPort(), sockets.tcpPort());
        // The program inherits the namespace of the thread that starts it.
        Commands.Result result =
                commands.run(
                        List.of("nft", "-f", "-"), text.getBytes(StandardCharsets.UTF_8), PATIENCE);
        if (result.exitCode() != 0) {
            throw new EngineException.Internal("nft: " + result.err(), null);
        }
    }
}
