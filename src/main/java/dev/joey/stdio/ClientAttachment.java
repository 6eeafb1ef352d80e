package dev.joey.stdio;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A client of one run of a container, or of its next one while there is none. Output waits here in
 * a bounded buffer until the client takes it.
 */
final class ClientAttachment implements Attachment {
    /** What a client may be behind, in bytes. */
    static final int BUFFER_BYTES = 1 << 20;

    /** What a piece costs beside its bytes, so that many small ones are bounded too. */
    private static final int PIECE_BYTES = 48;

    private final ContainerIo.AttachRequest request;
    private final Consumer<ClientAttachment> forget;
    private final DetachKeys keys;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Piece> pieces = new ArrayDeque<>();
    private long buffered;
    private boolean full;
    private long progressNanos;
    private ContainerRun run;
    private boolean inputOver;
    private Ending ending;

    /** Why no more comes. */
    private enum Ending {
        RUN_OVER,
        INPUT_OVER,
        KEYS,
        FELL_BEHIND,
        CLOSED
    }

    /**
     * A client that waits for the streams.
     *
     * @param forget called when the client needs no more output
     */
    ClientAttachment(ContainerIo.AttachRequest request, Consumer<ClientAttachment> forget) {
        this.request = request;
        this.forget = forget;
        keys = new DetachKeys(request.detachKeys());
    }

    @Override
    public Piece next() throws InterruptedException {
        Piece piece;
        ContainerRun drained = null;
        lock.lockInterruptibly();
        try {
            while (pieces.isEmpty()) {
                if (ending != null) {
                    return null;
                }
                changed.await();
            }
            piece = pieces.remove();
            buffered -= piece.bytes().length + PIECE_BYTES;
            progressNanos = System.nanoTime();
            if (full && buffered < BUFFER_BYTES / 2) {
                full = false;
                drained = run;
            }
        } finally {
            lock.unlock();
        }
        if (drained != null) {
            drained.clientDrained();
        }
        return piece;
    }

    @Override
    public boolean input(byte[] bytes, int offset, int length) throws InterruptedException {
        ContainerInput input = awaitInput();
        if (input == null) {
            return false;
        }
        if (!run.tty()) {
            return input.write(bytes, offset, length, this::ended);
        }
        DetachKeys.Typed typed = keys.pass(bytes, offset, length);
        boolean taken = input.write(typed.passed(), 0, typed.passed().length, this::ended);
        if (typed.detach()) {
            end(Ending.KEYS);
            forget.accept(this);
            return false;
        }
        return taken;
    }

    @Override
    public void inputEnded() {
        ContainerRun bound;
        lock.lock();
        try {
            inputOver = true;
            bound = run;
        } finally {
            lock.unlock();
        }
        if (bound != null) {
            endInputOf(bound);
        }
    }

    @Override
    public boolean detachedByKeys() {
        return endedBy(Ending.KEYS);
    }

    @Override
    public boolean fellBehind() {
        return endedBy(Ending.FELL_BEHIND);
    }

    @Override
    public void close() {
        ContainerRun bound;
        boolean byKeys;
        lock.lock();
        try {
            byKeys = ending == Ending.KEYS;
            bound = run;
            pieces.clear();
            buffered = 0;
        } finally {
            lock.unlock();
        }
        end(Ending.CLOSED);
        forget.accept(this);
        if (bound != null) {
            if (!byKeys && bound.inputEndsWithClient() && request.stdin()) {
                bound.input().end();
            }
            bound.clientDrained();
        }
    }

    /** The streams are there. Output may come from now on. */
    void bind(ContainerRun to) {
        boolean over;
        lock.lock();
        try {
            run = to;
            over = inputOver;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (over) {
            endInputOf(to);
        }
    }

    /** Takes the client out of the run it is bound to. */
    void leaveRun() {
        ContainerRun bound;
        lock.lock();
        try {
            bound = run;
        } finally {
            lock.unlock();
        }
        if (bound != null) {
            bound.remove(this);
        }
    }

    /** Whether the client wants a stream's output. */
    boolean wants(int stream) {
        return stream == 1 ? request.stdout() : request.stderr();
    }

    /**
     * Adds output; always taken, unless the client has ended.
     *
     * @return whether the buffer is full now
     */
    boolean offer(Piece piece) {
        lock.lock();
        try {
            if (ending != null) {
                return false;
            }
            pieces.add(piece);
            buffered += piece.bytes().length + PIECE_BYTES;
            if (!full && buffered >= BUFFER_BYTES) {
                full = true;
                progressNanos = System.nanoTime();
            }
            changed.signalAll();
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** How long a client whose buffer is full has taken nothing, in nanoseconds; else negative. */
    long stalledNanos() {
        lock.lock();
        try {
            return full && ending == null ? System.nanoTime() - progressNanos : -1;
        } finally {
            lock.unlock();
        }
    }

    /** What waits to be taken, in bytes. */
    long bufferedBytes() {
        lock.lock();
        try {
            return buffered;
        } finally {
            lock.unlock();
        }
    }

    /** The run ended; what is buffered can still be taken. */
    void runOver() {
        end(Ending.RUN_OVER);
    }

    /**
     * The client is too slow; what is buffered can still be taken, what came later is lost to it.
     */
    void fallBehind() {
        end(Ending.FELL_BEHIND);
    }

    private void endInputOf(ContainerRun of) {
        if (!request.stdin() || of.input() == null) {
            return;
        }
        if (of.inputEndsWithClient()) {
            of.input().end();
        } else {
            // As in Docker: a client whose input ends, and does not end the container's, is done.
            end(Ending.INPUT_OVER);
            forget.accept(this);
        }
    }

    /** The first ending tells. */
    private void end(Ending how) {
        ContainerRun bound;
        lock.lock();
        try {
            if (ending == null) {
                ending = how;
            }
            bound = run;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (bound != null && bound.input() != null) {
            bound.input().stir();
        }
    }

    private ContainerInput awaitInput() throws InterruptedException {
        if (!request.stdin()) {
            return null;
        }
        lock.lockInterruptibly();
        try {
            while (run == null && ending == null) {
                changed.await();
            }
            return ending == null ? run.input() : null;
        } finally {
            lock.unlock();
        }
    }

    private boolean ended() {
        lock.lock();
        try {
            return ending != null;
        } finally {
            lock.unlock();
        }
    }

    private boolean endedBy(Ending how) {
        lock.lock();
        try {
            return ending == how;
        } finally {
            lock.unlock();
        }
    }
}
