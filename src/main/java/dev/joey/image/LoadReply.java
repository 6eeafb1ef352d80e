package dev.joey.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.error.EngineException;
import dev.joey.http.ClientGoneException;
import dev.joey.http.JsonStream;
import dev.joey.http.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The reply to an upload, which begins with the first message: what fails before has a status, what
 * fails later is the last message. The work ends with its next message when the client has left.
 */
final class LoadReply {
    private static final Logger LOG = Logger.getLogger(LoadReply.class);

    private final Streams streams;
    private final InputStream body;
    private JsonStream open;

    /**
     * Prepares the reply.
     *
     * @param body of the request, which is read to its end even if the work leaves some of it
     */
    LoadReply(Streams streams, InputStream body) {
        this.streams = streams;
        this.body = body;
    }

    /**
     * Does the work, which is given where its messages go.
     *
     * @throws EngineException if it failed before its first message
     */
    void run(Consumer<Consumer<ObjectNode>> work) {
        try {
            work.accept(this::send);
        } catch (ClientGoneException e) {
            LOG.debug("the client left", e);
        } catch (EngineException e) {
            fail(e, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a load failed", e);
            fail(e, "internal error");
        } finally {
            if (open != null) {
                open.close();
            }
            // Many clients read no reply before they have sent all: without this they would hang.
            // The reply does not wait for it: others stop sending when they have read it.
            Thread.startVirtualThread(this::drain);
        }
    }

    /** Whether the client has left since the first message. */
    boolean isGone() {
        return open != null && open.gone().toCompletableFuture().isDone();
    }

    private void send(ObjectNode message) {
        if (open == null) {
            open = streams.progress();
        }
        open.send(message);
    }

    private void fail(RuntimeException failure, String message) {
        if (open == null) {
            throw failure;
        }
        try {
            open.sendError(message);
        } catch (ClientGoneException e) {
            LOG.debug("the client left before it was told of a failure", e);
        }
    }

    private void drain() {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.debug("the client left after its reply", e);
        }
    }
}
