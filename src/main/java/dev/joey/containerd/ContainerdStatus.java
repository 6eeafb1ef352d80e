package dev.joey.containerd;

/** What is known of the containerd that the engine stands on. */
public interface ContainerdStatus {
    /** Asks containerd now; true if it answers in time. */
    boolean serving();

    /**
     * Asks containerd what it is.
     *
     * @throws dev.joey.error.EngineException.Unavailable if it does not answer
     */
    ContainerdVersion version();

    record ContainerdVersion(String version, String revision) {}
}
