package dev.joey.stdio.log;

import dev.joey.error.EngineException;
import dev.joey.stdio.Logs.LogCursor;
import dev.joey.stdio.Logs.LogLine;
import dev.joey.stdio.Logs.LogQuery;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A place in a log that is kept in files. */
final class FileCursor implements LogCursor {
    /** The longest wait without looking at the file, for writers outside this process. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LogTopic topic;
    private final LogQuery query;
    private final LogFaults faults;
    private final InstantSource clock;
    private final Runnable onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<LogSegment> ahead = new ArrayDeque<>();
    private final FileFormat format;
    private final Records lines;
    private Follower follower;
    private LogSelection selection;
    private LogSegment current;

    /** Which file of the log {@link #current} is; the oldest at opening was 0. */
    private int index;

    private boolean over;
    private boolean released;
    private Runnable pause = () -> {};
    private volatile boolean closed;

    private FileCursor(
            LogTopic topic,
            FileFormat format,
            LogQuery query,
            LogFaults faults,
            InstantSource clock,
            Runnable onClose) {
        this.topic = topic;
        this.format = format;
        this.lines = format.records();
        this.query = query;
        this.faults = faults;
        this.clock = clock;
        this.onClose = onClose;
    }

    /**
     * Opens all files of a log as they are at this moment.
     *
     * @param onClose gives back what the cursor holds of others; called by {@link #close}
     * @throws EngineException.Internal if a file cannot be read
     */
    static FileCursor open(
            LogTopic topic,
            FileFormat format,
            LogQuery query,
            LogFaults faults,
            InstantSource clock,
            Runnable onClose) {
        FileCursor cursor = new FileCursor(topic, format, query, faults, clock, onClose);
        boolean ready = false;
        try {
            cursor.openFiles();
            cursor.seek();
            ready = true;
            return cursor;
        } catch (IOException e) {
            throw new EngineException.Internal("cannot read log: " + e.getMessage(), e);
        } finally {
            if (!ready) {
                cursor.close();
            }
        }
    }

    private void openFiles() throws IOException {
        Path path = topic.path();
        topic.names().lock();
        try {
            if (query.tail() != 0) {
                for (LogFiles.Rotated file : new LogFiles(path).rotated()) {
                    FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
                    ahead.add(
                            file.packed()
                                    ? new LogSegment.Packed(channel)
                                    : new LogSegment.Plain(channel, channel.size()));
                }
            }
            Object key = null;
            try {
                FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
                long limit = query.follow() ? Long.MAX_VALUE : channel.size();
                ahead.add(new LogSegment.Plain(channel, limit));
                key = LogFiles.keyOf(path);
            } catch (NoSuchFileException _) {
                // nothing was written since the container was made, or the file was removed
            }
            if (query.follow()) {
                follower = new Follower(path, key, faults);
                topic.join(follower);
            }
        } finally {
            topic.names().unlock();
        }
    }

    private void seek() throws IOException {
        List<LogSegment> segments = new ArrayList<>(ahead);
        try {
            selection = LogSelection.find(format, query, segments, topic.path().getParent());
        } finally {
            // compressed files may have been expanded
            ahead.clear();
            ahead.addAll(segments);
        }
        Place begin = selection.begin();
        while (index < begin.segment() && !ahead.isEmpty()) {
            ahead.remove().close();
            index++;
        }
        current = ahead.poll();
        if (current != null) {
            current.skipTo(begin.offset());
            lines.reset(begin.offset());
        }
    }

    @Override
    public void onPause(Runnable action) {
        lock.lock();
        try {
            pause = action;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public LogLine next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!over && !closed) {
                LogLine line = lines.next() ? judged(true) : advance();
                if (line != null) {
                    return line;
                }
            }
            return null;
        } catch (ClosedByInterruptException e) {
            over = true;
            boolean _ = Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("reading a log");
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            over = true;
            throw new EngineException.Internal("cannot read log: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** The line that was taken last, if it is a wanted record. */
    private LogLine judged(boolean whole) {
        if (!lines.scan()) {
            if (whole) {
                faults.skippedRecord();
            }
            return null;
        }
        return switch (selection.judge(index, lines.offset(), lines.stream(), lines.at())) {
            case PASS -> null;
            case STOP -> {
                over = true;
                yield null;
            }
            case SHOW -> new LogLine(lines.stream(), lines.at(), lines.log(), lines.attributes());
        };
    }

    /**
     * Gets more into the buffer. Answers a line without a newline at the end of a file, or null.
     */
    private LogLine advance() throws IOException, InterruptedException {
        Step step = step();
        if (closed || step == Step.MORE) {
            return null;
        }
        LogLine rest = lines.rest() ? judged(false) : null;
        if (step == Step.END) {
            over = true;
        } else {
            current.close();
            current = ahead.remove();
            index++;
            lines.reset(0);
        }
        return rest;
    }

    private enum Step {
        /** There is more in the buffer. */
        MORE,
        /** The file is complete and read, and another follows. */
        NEXT_FILE,
        /** The log is over. */
        END
    }

    /** Reads on, as a follower waiting for what comes. */
    private Step step() throws IOException, InterruptedException {
        boolean last = false;
        while (!closed) {
            pause.run();
            // asked before the read: what is told now was written before
            Follower.Change change = follower == null ? null : follower.peek();
            if (change instanceof Follower.Truncated && ahead.isEmpty()) {
                takeChange();
                rewind();
                continue;
            }
            if (current != null && lines.read(current)) {
                return Step.MORE;
            }
            if (!ahead.isEmpty()) {
                return Step.NEXT_FILE;
            }
            if (follower == null) {
                return Step.END;
            }
            if (change != null) {
                takeChange();
                continue;
            }
            if (last || untilPassed()) {
                return Step.END;
            }
            // one more look after the container has ended finds what it wrote at last
            last = !query.live().getAsBoolean();
            if (!last) {
                await();
            }
        }
        return Step.END;
    }

    private void rewind() throws IOException {
        if (current != null) {
            current.skipTo(0);
            lines.reset(0);
        }
    }

    private void takeChange() {
        if (follower.take() instanceof Follower.NextFile next) {
            LogSegment.Plain segment = new LogSegment.Plain(next.channel(), Long.MAX_VALUE);
            if (current == null) {
                current = segment;
                lines.reset(0);
            } else {
                ahead.add(segment);
            }
        }
    }

    private boolean untilPassed() {
        return query.until() != null && clock.instant().isAfter(query.until());
    }

    private void await() throws IOException, InterruptedException {
        long patience = PATIENCE.toNanos();
        if (query.until() != null) {
            Duration left = Duration.between(clock.instant(), query.until()).plusMillis(1);
            patience = left.compareTo(PATIENCE) < 0 ? Math.max(1, left.toNanos()) : patience;
        }
        long begin = System.nanoTime();
        follower.await(patience);
        if (System.nanoTime() - begin >= patience) {
            lookForOthersWork();
        }
    }

    /** Files that were renamed or emptied by others than a writer of this process. */
    private void lookForOthersWork() throws IOException {
        topic.names().lock();
        try {
            follower.look(0);
        } finally {
            topic.names().unlock();
        }
        boolean shrank = current instanceof LogSegment.Plain plain && plain.shrank();
        if (shrank && follower.peek() == null) {
            rewind();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (follower != null) {
            topic.leave(follower);
            follower.close();
        }
        lock.lock();
        try {
            if (!released) {
                released = true;
                onClose.run();
                if (current != null) {
                    current.close();
                }
                for (LogSegment segment : ahead) {
                    segment.close();
                }
            }
        } catch (IOException e) {
            throw new EngineException.Internal("cannot close log: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }
}
