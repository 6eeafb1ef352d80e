package dev.joey.containerd;

import com.google.protobuf.ByteString;
import containerd.services.content.v1.ContentGrpc;
import containerd.services.content.v1.ReadContentRequest;
import containerd.services.content.v1.ReadContentResponse;
import dev.joey.error.EngineException;
import io.grpc.Channel;
import io.grpc.StatusException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A blob's bytes as containerd streams them; holds no more than three messages. */
final class BlobStream extends InputStream {
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final StreamCall<ReadContentRequest, ReadContentResponse> call;
    private InputStream message = InputStream.nullInputStream();
    private boolean ended;

    /**
     * Waits for the first message, so that an unknown blob is known here.
     *
     * @throws EngineException.NotFound if there is no such blob
     */
    BlobStream(Channel channel, ReadContentRequest request) {
        call = StreamCall.patient(channel, ContentGrpc.getReadMethod());
        call.send(request);
        call.halfClose();
        next();
    }

    @Override
    public int read() throws IOException {
        while (!ended) {
            int one = message.read();
            if (one >= 0) {
                return one;
            }
            next();
        }
        return -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int some = message.read(into, from, length);
            if (some > 0) {
                return some;
            }
            next();
        }
        return -1;
    }

    @Override
    public int available() throws IOException {
        return message.available();
    }

    /** Tells containerd to stop sending. */
    @Override
    public void close() {
        ended = true;
        call.cancel();
    }

    private void next() {
        try {
            ReadContentResponse answer = call.next(SILENCE);
            ended = answer == null;
            ByteString data = ended ? ByteString.EMPTY : answer.getData();
            message = data.newInput();
        } catch (StatusException e) {
            ended = true;
            throw ContainerdErrors.of(e);
        } catch (TimeoutException e) {
            close();
            throw new EngineException.Unavailable("containerd sent nothing of a blob in time", e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("reading a blob was interrupted", e);
        }
    }
}
