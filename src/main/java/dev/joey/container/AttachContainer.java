package dev.joey.container;

import dev.joey.http.ClientGoneException;
import dev.joey.http.HijackedConnection;
import dev.joey.stdio.Attachment;
import dev.joey.stdio.ContainerIo.AttachRequest;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.log.LogFormat;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/** Connects a client to a container's streams, over whatever kind of connection. */
@ApplicationScoped
class AttachContainer {
    private final ContainerStreams containers;

    AttachContainer(ContainerStreams containers) {
        this.containers = containers;
    }

    /**
     * What a client asks for.
     *
     * @param stream whether it wants what comes from now on
     * @param logs whether it wants what came before
     * @param detachKeys as {@link dev.joey.stdio.DetachKeys#parse} gives them
     */
    record Wish(
            boolean stdin,
            boolean stdout,
            boolean stderr,
            boolean stream,
            boolean logs,
            byte[] detachKeys) {}

    /**
     * Serves the client until it leaves or the container's output ends.
     *
     * @param framed whether output comes in frames that tell its stream
     * @param connection taken over when nothing can be refused any more
     */
    void attach(
            Container container, Wish wish, boolean framed, Supplier<HijackedConnection> connection)
            throws InterruptedException {
        containers.checkAttachable(container);
        boolean stdin = wish.stdin() && container.spec().process().openStdin();
        try (LogCursor past =
                        wish.logs()
                                ? containers.logs(
                                        container,
                                        wish.stdout(),
                                        wish.stderr(),
                                        null,
                                        null,
                                        -1,
                                        false)
                                : null;
                Attachment attachment =
                        wish.stream()
                                ? containers.attach(
                                        container,
                                        new AttachRequest(
                                                stdin,
                                                wish.stdout(),
                                                wish.stderr(),
                                                wish.detachKeys()))
                                : null;
                HijackedConnection client = connection.get()) {
            if (past != null) {
                tellPast(past, client, framed);
            }
            if (attachment != null) {
                new AttachSession(client, attachment, framed).run();
                if (attachment.detachedByKeys()) {
                    containers.detached(container);
                }
            }
        } catch (ClientGoneException _) {
            // The client left before or while it got what was logged.
        }
    }

    private static void tellPast(LogCursor past, HijackedConnection client, boolean framed)
            throws InterruptedException {
        new LogStream(past, new LogFormat(false, false))
                .carryTo(
                        (number, bytes) -> {
                            if (framed) {
                                client.writeFrame(number, bytes, 0, bytes.length);
                            } else {
                                client.write(bytes, 0, bytes.length);
                            }
                        });
    }
}
