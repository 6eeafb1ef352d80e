package dev.joey.linux;

import java.util.Locale;

/** What of the kernel's interface differs between processors. */
enum Machine {
    /** {@code struct epoll_event} is packed here. Source: epoll_event(3type). */
    X86_64(0200000, 0400000, 12, 4),
    AARCH64(040000, 0100000, 16, 8);

    /** Flag of open(2): fails unless the path is a folder. */
    final int oDirectory;

    /** Flag of open(2): fails if the last component is a symlink. */
    final int oNofollow;

    /** The size of {@code struct epoll_event}. */
    final int epollEventBytes;

    /** Where the caller's word lies in {@code struct epoll_event}. */
    final int epollDataOffset;

    Machine(int oDirectory, int oNofollow, int epollEventBytes, int epollDataOffset) {
        this.oDirectory = oDirectory;
        this.oNofollow = oNofollow;
        this.epollEventBytes = epollEventBytes;
        this.epollDataOffset = epollDataOffset;
    }

    /**
     * The machine that runs this.
     *
     * @throws IllegalStateException on a processor that Joey has no numbers for
     */
    static Machine current() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64", "arm64" -> AARCH64;
            default -> throw new IllegalStateException("no system call numbers for " + name);
        };
    }
}
