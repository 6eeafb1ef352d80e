package dev.joey.containerd;

/**
 * Keeps containerd there. Without a configured address the daemon has a private one, with root,
 * state and socket of its own, which this starts, watches and stops; with an address it only looks
 * whether that one answers.
 */
public interface Supervisor {
    /**
     * Returns when containerd answers. A private one that an earlier daemon left running is taken
     * over, unless its configuration is no longer what we would write.
     *
     * @throws dev.joey.error.EngineException.Unavailable if it cannot be run, ends at once, or does
     *     not answer within 10 s; the message says why
     * @throws dev.joey.error.EngineException.InvalidParameter if it is older than 1.6
     */
    void start();

    /**
     * Ends a private containerd: SIGTERM, and SIGKILL after 15 s. Containers and their shims run
     * on.
     */
    void stop();
}
