package dev.joey.container;

import dev.joey.http.ClientGoneException;
import dev.joey.http.HijackedConnection;
import dev.joey.stdio.Attachment;

/** Carries bytes between one client's connection and the streams of a container or an exec. */
public final class AttachSession {
    private static final int INPUT_BYTES = 64 * 1024;

    private final HijackedConnection client;
    private final Attachment streams;
    private final boolean framed;

    /**
     * Of one client.
     *
     * @param framed whether output is sent in frames that tell its stream
     */
    public AttachSession(HijackedConnection client, Attachment streams, boolean framed) {
        this.client = client;
        this.streams = streams;
        this.framed = framed;
    }

    /** Runs until the output ends, the detach keys are typed, or the client leaves. */
    public void run() {
        var _ = client.closed().thenRun(streams::close);
        Thread output = Thread.startVirtualThread(this::carryOutput);
        try {
            carryInput();
            output.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            streams.close();
            client.close();
        }
    }

    private void carryOutput() {
        try {
            for (Attachment.Piece piece = streams.next(); piece != null; piece = streams.next()) {
                if (framed) {
                    client.writeFrame(piece.stream(), piece.bytes(), 0, piece.bytes().length);
                } else {
                    client.write(piece.bytes(), 0, piece.bytes().length);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ClientGoneException _) {
            // The client left; its attachment goes with it.
        } finally {
            if (streams.fellBehind()) {
                // Output was lost: the connection must not look as if it ended well.
                client.abort();
            }
            // Also ends the reading of input: there is nobody left to read it.
            client.close();
        }
    }

    private void carryInput() throws InterruptedException {
        byte[] buffer = new byte[INPUT_BYTES];
        try {
            for (int count = client.read(buffer); count >= 0; count = client.read(buffer)) {
                if (!streams.input(buffer, 0, count)) {
                    return;
                }
            }
            streams.inputEnded();
        } catch (ClientGoneException _) {
            streams.close();
        }
    }
}
