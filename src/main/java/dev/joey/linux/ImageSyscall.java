package dev.joey.linux;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CIntPointer;

/**
 * {@code syscall(2)} as a C function of a native image. Loaded nowhere else: on the JVM its types
 * do not exist.
 */
final class ImageSyscall implements Syscall {
    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        // SAFETY: syscall(2); words only, whose meaning the caller answers for.
        long result = syscall(number, a, b, c, d, e, f);
        // SAFETY: errno(3); the location is the thread's own. Coming back from the call the thread
        // may have waited for a safepoint, which takes a pthread mutex, and that leaves errno alone
        // (pthread_mutex_lock(3)); nothing else runs on this thread in between.
        return result == -1 ? -errnoLocation().read() : result;
    }

    @CFunction("syscall")
    private static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    @CFunction(value = "__errno_location", transition = CFunction.Transition.NO_TRANSITION)
    private static native CIntPointer errnoLocation();
}
