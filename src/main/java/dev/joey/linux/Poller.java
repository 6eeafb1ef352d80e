package dev.joey.linux;

import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for many descriptors with one thread. Adding and removing is allowed from any thread,
 * {@link #await} from one at a time. Source: epoll(7), eventfd(2).
 */
public final class Poller implements AutoCloseable {
    /** There is something to read. */
    public static final int READABLE = 0x001;

    /** There is room to write. */
    public static final int WRITABLE = 0x004;

    /** The other end is gone (EPOLLERR or EPOLLHUP); reported whether wanted or not. */
    public static final int HANGUP = 0x008 | 0x010;

    /** Wanted with others: tells once, then never until {@link #change}. */
    public static final int ONCE = 1 << 30;

    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    private static final int EVENTS = 128;
    private static final int EPOLL_CLOEXEC = 02000000;
    private static final int EFD_FLAGS = 02000000 | 04000;
    private static final long WAKE = -1;

    private final KernelCalls kernel;
    private final Machine machine = Machine.current();
    private final Fd epoll;
    private final Fd waker;
    private final IoBuffer count = new IoBuffer(8);
    private final Memory events;
    private final AtomicBoolean awake = new AtomicBoolean();

    Poller(KernelCalls kernel) {
        this.kernel = kernel;
        events = Memory.of(Arena.ofAuto(), EVENTS * machine.epollEventBytes);
        epoll = descriptor(Call.EPOLL_CREATE1, EPOLL_CLOEXEC, 0, "epoll_create1");
        try {
            waker = descriptor(Call.EVENTFD2, 0, EFD_FLAGS, "eventfd");
            control(ADD, waker, READABLE, WAKE);
        } catch (RuntimeException failed) {
            epoll.close();
            throw failed;
        }
    }

    /**
     * Begins to watch.
     *
     * @param wanted {@link #READABLE}, {@link #WRITABLE}, {@link #ONCE}
     * @param token what {@link #await} tells; not negative
     */
    public void add(Fd fd, int wanted, long token) {
        control(ADD, fd, wanted, token);
    }

    /** Watches for something else, or once more. */
    public void change(Fd fd, int wanted, long token) {
        control(MODIFY, fd, wanted, token);
    }

    /** Watches no more. Closing the descriptor does so too. */
    public void remove(Fd fd) {
        control(DELETE, fd, 0, 0);
    }

    /**
     * Waits until something is ready, somebody calls {@link #wake}, or the time is over, and tells
     * what is ready. What a handler does to other descriptors may make a later event of the same
     * batch stale.
     *
     * @param timeoutMillis the longest wait, or -1 for any
     */
    public void await(int timeoutMillis, Handler handler) {
        // SAFETY: epoll_pwait(2) with no signal mask; the kernel writes at most EVENTS events into
        // memory that this object holds.
        long found =
                kernel.syscall()
                        .call(
                                Call.EPOLL_PWAIT,
                                epoll.number(),
                                events.address(),
                                EVENTS,
                                timeoutMillis,
                                0,
                                8);
        if (found < 0 && found != -Errno.EINTR) {
            throw Errno.failure("epoll_pwait", "", (int) -found);
        }
        for (int i = 0; i < found; i++) {
            int at = i * machine.epollEventBytes;
            long token = events.longAt(at + machine.epollDataOffset);
            if (token == WAKE) {
                // First the count, then the flag: a wake in between writes nothing, and what it
                // tells of is there when the caller looks after this call.
                waker.read(count);
                awake.set(false);
            } else {
                handler.ready(token, events.intAt(at));
            }
        }
    }

    /**
     * Ends the present {@link #await}, or the next if there is none. From any thread. What it tells
     * of must be there before, and the waiter must look for it after each {@code await}.
     */
    public void wake() {
        if (awake.compareAndSet(false, true)) {
            waker.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
        }
    }

    /** Gives the poller's own descriptors back, not those it watches. */
    @Override
    public void close() {
        waker.close();
        epoll.close();
    }

    private Fd descriptor(Call call, long a, long b, String name) {
        // SAFETY: epoll_create1(2), eventfd(2); no memory.
        long result = kernel.syscall().call(call, a, b, 0);
        if (result < 0) {
            throw Errno.failure(name, "", (int) -result);
        }
        return new Fd(kernel, (int) result, name);
    }

    private void control(int operation, Fd fd, int wanted, long token) {
        try (Arena arena = Arena.ofConfined()) {
            Memory event = Memory.of(arena, machine.epollEventBytes);
            event.setInt(0, wanted);
            event.setLong(machine.epollDataOffset, token);
            // SAFETY: epoll_ctl(2); struct epoll_event is as large as the machine has it and lives
            // until the call is back.
            long result =
                    kernel.syscall()
                            .call(
                                    Call.EPOLL_CTL,
                                    epoll.number(),
                                    operation,
                                    fd.number(),
                                    event.address(),
                                    0,
                                    0);
            if (result < 0) {
                throw Errno.failure("epoll_ctl", fd.toString(), (int) -result);
            }
        }
    }

    /** Who is told. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Something is ready.
         *
         * @param events bits of {@link #READABLE}, {@link #WRITABLE} and {@link #HANGUP}
         */
        void ready(long token, int events);
    }
}
