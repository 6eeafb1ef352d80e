package dev.joey.linux;

import jakarta.enterprise.context.ApplicationScoped;

/** Where links are asked for: those of the network namespace that the calling thread is in. */
@ApplicationScoped
public class Netlink {
    private final KernelCalls kernel;

    Netlink(Syscall syscall) {
        kernel = new KernelCalls(syscall);
    }

    /** Opens a conversation, which one thread uses and closes. */
    public Links open() {
        return new Links(kernel);
    }
}
