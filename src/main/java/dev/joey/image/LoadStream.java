package dev.joey.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.error.EngineException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A reply of JSON messages made by a piece of work on a thread of its own. The work ends with its
 * next message once the client has left; it is not interrupted, since it has to clean up. What
 * fails before the first message is the reply's status, what fails later is its last message.
 */
final class LoadStream {
    private static final Logger LOG = Logger.getLogger(LoadStream.class);

    private final InputStream body;
    private final MultiEmitter<? super Buffer> client;
    private boolean begun;

    private LoadStream(InputStream body, MultiEmitter<? super Buffer> client) {
        this.body = body;
        this.client = client;
    }

    /**
     * The reply; the work begins with its subscription.
     *
     * @param body of the request, which is read to its end even if the work leaves some of it
     */
    static Multi<Buffer> of(InputStream body, Consumer<Consumer<ObjectNode>> work) {
        return Multi.createFrom()
                .emitter(
                        client -> {
                            LoadStream stream = new LoadStream(body, client);
                            Thread.startVirtualThread(() -> stream.run(work));
                        },
                        // Messages are few: at most one per hundredth of a layer.
                        BackPressureStrategy.BUFFER);
    }

    private void run(Consumer<Consumer<ObjectNode>> work) {
        try {
            work.accept(this::send);
            client.complete();
        } catch (CancellationException e) {
            LOG.debug("the client left", e);
        } catch (EngineException e) {
            fail(e);
        } catch (RuntimeException e) {
            LOG.error("a load failed", e);
            fail(new EngineException.Internal("internal error", e));
        }
        drain();
    }

    /** Many clients read no reply before they have sent all: without this they would hang. */
    private void drain() {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.debug("the client left after its reply", e);
        }
    }

    private void fail(EngineException failure) {
        if (begun) {
            client.emit(line(LoadMessages.error(failure.getMessage())));
            client.complete();
        } else {
            client.fail(failure);
        }
    }

    private void send(ObjectNode message) {
        if (client.isCancelled()) {
            throw new CancellationException("the client left");
        }
        begun = true;
        client.emit(line(message));
    }

    private static Buffer line(ObjectNode message) {
        return Buffer.buffer(message.toString() + "\r\n");
    }
}
