package dev.joey.testing;

import dev.joey.linux.HostSyscalls;
import dev.joey.linux.Trees;

/** The real trees, without a container of beans. */
public final class TestTrees {
    private TestTrees() {}

    /** Those of this machine. */
    public static Trees host() {
        return Trees.of(HostSyscalls.current());
    }
}
