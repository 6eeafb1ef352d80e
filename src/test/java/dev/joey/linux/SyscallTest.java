package dev.joey.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException;
import org.junit.jupiter.api.Test;

class SyscallTest {
    private final Syscall syscall = HostSyscalls.current();

    @Test
    void theJvmCallsByTheLinker() {
        assertInstanceOf(LinkerSyscall.class, syscall);
    }

    @Test
    void aCallAnswersWhatTheKernelSays() {
        assertEquals(ProcessHandle.current().pid(), syscall.call(Call.GETPID, 0, 0, 0));
    }

    @Test
    void aFailureIsTheNegativeErrno() {
        assertEquals(-9, syscall.call(Call.CLOSE, -1, 0, 0));
        assertEquals(-38, syscall.call(100_000, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void theNumbersAreThoseOfTheMachine() {
        assertEquals(437, Call.OPENAT2.number(Machine.X86_64));
        assertEquals(437, Call.OPENAT2.number(Machine.AARCH64));
        assertEquals(0, Call.READ.number(Machine.X86_64));
        assertEquals(63, Call.READ.number(Machine.AARCH64));
    }

    @Test
    void errnosHaveTheirNames() {
        assertEquals("EPERM", Errno.name(Errno.EPERM));
        assertEquals("ENOENT", Errno.name(Errno.ENOENT));
        assertEquals("EDQUOT", Errno.name(Errno.EDQUOT));
        assertEquals("ELOOP", Errno.name(Errno.ELOOP));
        assertEquals("errno 4000", Errno.name(4000));
        assertEquals("errno 41", Errno.name(41));
    }

    @Test
    void aFullDiskMayPassAndAMissingFileIsTheHostsFault() {
        EngineException full = Errno.failure("mount", "/x", Errno.ENOSPC);
        assertInstanceOf(EngineException.Unavailable.class, full);
        assertEquals("mount /x: ENOSPC", full.getMessage());
        assertInstanceOf(EngineException.Internal.class, Errno.failure("open", "/x", Errno.ENOENT));
    }

    @Test
    void aTextWithNulNeverReachesTheKernel() {
        KernelCalls kernel = new KernelCalls(syscall);
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> kernel.openat(KernelCalls.AT_FDCWD, "/etc/passwd\0.txt", 0));
    }
}
