package dev.joey.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** {@code syscall(2)} by the Java linker. Never part of a native image. */
final class LinkerSyscall implements Syscall {
    private final MethodHandle syscall;
    private final StructLayout captured = Linker.Option.captureStateLayout();
    private final long errnoOffset = captured.byteOffset(PathElement.groupElement("errno"));

    @SuppressWarnings("restricted") // this class is the one place that may
    LinkerSyscall() {
        Linker linker = Linker.nativeLinker();
        syscall =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("syscall"),
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                                JAVA_LONG, JAVA_LONG),
                        Linker.Option.captureCallState("errno"),
                        Linker.Option.firstVariadicArg(1));
    }

    @Override
    public long call(long number, long a, long b, long c, long d, long e, long f) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(captured);
            // SAFETY: syscall(2); words only, whose meaning the caller answers for. errno is taken
            // by the linker before the thread can do anything else.
            long result = (long) syscall.invokeExact(state, number, a, b, c, d, e, f);
            return result == -1 ? -state.get(JAVA_INT, errnoOffset) : result;
        } catch (RuntimeException | Error unexpected) {
            throw unexpected;
        } catch (Throwable impossible) {
            throw new IllegalStateException("syscall(2) threw", impossible);
        }
    }
}
