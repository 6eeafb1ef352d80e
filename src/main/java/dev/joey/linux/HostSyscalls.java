package dev.joey.linux;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Chooses how the kernel is called. {@code ImageSyscallChoice} replaces {@link #current} in a
 * native image, so that neither way is ever loaded where it does not work.
 */
@ApplicationScoped
public class HostSyscalls {
    /** The running kernel. */
    public static Syscall current() {
        return new LinkerSyscall();
    }

    @Produces
    @Singleton
    static Syscall syscall() {
        return current();
    }
}
