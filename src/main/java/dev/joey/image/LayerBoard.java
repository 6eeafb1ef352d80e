package dev.joey.image;

import dev.joey.error.EngineException;
import dev.joey.http.ClientGoneException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the layers of one pull or push are doing: threads that work on them write it down, and the
 * request's thread tells the client. So a slow client slows no layer, and one that left stops no
 * other pull of the same layer.
 */
final class LayerBoard {
    private static final long BEAT_MILLIS = 100;
    private static final int LAST_WORDS = 1;

    private final List<Line> lines = new ArrayList<>();
    private final BlockingQueue<Runnable> news = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ending> ending = new ArrayBlockingQueue<>(LAST_WORDS);
    private final TransferMessages messages;

    /** How the work ended; null if well. */
    private record Ending(RuntimeException failure) {}

    LayerBoard(TransferMessages messages) {
        this.messages = messages;
    }

    /** One layer. */
    final class Line implements LayerProgress {
        private final String id;
        private final long totalBytes;
        private volatile String moving = "";
        private volatile boolean settled;
        private volatile long currentBytes;
        private volatile long sinceNanos;
        private long toldBytes = -1;
        private long toldSeconds;

        private Line(String id, long totalBytes) {
            this.id = id;
            this.totalBytes = totalBytes;
        }

        /** Says what it is doing now. */
        void status(String status) {
            moving = "";
            if (!settled) {
                news.add(() -> messages.layer(id, status));
            }
        }

        /** Says what has become of it; whatever is said later is not told. */
        void last(String status) {
            status(status);
            settled = true;
        }

        /** Says that bytes move from now on; how many is told while they do. */
        void moving(String status, long bytes) {
            currentBytes = bytes;
            moving = settled ? "" : status;
        }

        /** Says that something goes on that has no measure but time. */
        void busy(String status) {
            moving = "";
            sinceNanos = System.nanoTime();
            toldSeconds = 0;
            moving = settled ? "" : status + TIMED;
        }

        @Override
        public void downloading(long bytes) {
            moving("Downloading", bytes);
        }

        @Override
        public void retrying(int seconds) {
            status("Retrying in " + seconds + (seconds == 1 ? " second" : " seconds"));
        }

        private void tell() {
            String status = moving;
            if (status.endsWith(TIMED)) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
                if (seconds != toldSeconds) {
                    toldSeconds = seconds;
                    messages.layerSeconds(
                            id, status.substring(0, status.length() - TIMED.length()), seconds);
                }
            } else if (!status.isEmpty()) {
                long bytes = currentBytes;
                if (bytes != toldBytes) {
                    toldBytes = bytes;
                    messages.layer(id, status, Math.min(bytes, totalBytes), totalBytes);
                }
            }
        }
    }

    private static final String TIMED = "\0";

    /** Adds a layer. Called before the work begins. */
    Line add(String id, long totalBytes) {
        Line line = new Line(id, totalBytes);
        lines.add(line);
        return line;
    }

    /**
     * Runs the work on a thread of its own and tells what it does until it ends. If telling fails,
     * the work is interrupted, and this waits for its end.
     *
     * @throws RuntimeException what the work or the telling threw
     */
    void run(Runnable work) {
        Thread worker =
                Thread.startVirtualThread(
                        () -> {
                            RuntimeException failure = null;
                            try {
                                work.run();
                            } catch (RuntimeException e) {
                                failure = e;
                            } catch (Error e) {
                                failure = new EngineException.Internal("internal error", e);
                            }
                            ending.add(new Ending(failure));
                            news.add(() -> {});
                        });
        try {
            tellUntilTheEnd();
        } catch (RuntimeException e) {
            worker.interrupt();
            join(worker);
            throw e;
        }
    }

    private void tellUntilTheEnd() {
        while (true) {
            Runnable next;
            try {
                next = news.poll(BEAT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EngineException.Unavailable("interrupted", e);
            }
            if (next == null) {
                if (messages.isGone()) {
                    throw new ClientGoneException("the client left");
                }
                lines.forEach(Line::tell);
                continue;
            }
            next.run();
            Ending end = ending.peek();
            if (end != null && news.isEmpty()) {
                if (end.failure() != null) {
                    throw end.failure();
                }
                return;
            }
        }
    }

    private static void join(Thread worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
