package dev.joey.linux;

/** The trees of the host that tests run on. */
public final class RealFileTrees {
    private RealFileTrees() {}

    /** Reads real files. */
    public static FileTrees make() {
        return new HostFileTrees(HostSyscalls.current());
    }
}
