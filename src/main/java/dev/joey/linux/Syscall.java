package dev.joey.linux;

/**
 * The only way into the kernel: {@code syscall(2)} with up to six words. By the Java linker on the
 * JVM and by a C function in a native image; see {@link HostSyscalls}.
 *
 * <p>Addresses handed over must stay alive and be large enough for what the call reads or writes;
 * each caller says so in a {@code SAFETY} comment that names the man page.
 */
public interface Syscall {
    /**
     * Makes the call.
     *
     * @param number of the call on this machine's architecture, see {@link Call}
     * @return what the kernel answered, or the negative errno, -4095 to -1
     */
    long call(long number, long a, long b, long c, long d, long e, long f);

    /**
     * A call with up to three words; see {@link #call(long, long, long, long, long, long, long)}.
     */
    default long call(Call call, long a, long b, long c) {
        return call(call.number(), a, b, c, 0, 0, 0);
    }

    /** A call with up to six words; see {@link #call(long, long, long, long, long, long, long)}. */
    default long call(Call call, long a, long b, long c, long d, long e, long f) {
        return call(call.number(), a, b, c, d, e, f);
    }
}
