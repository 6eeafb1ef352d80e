package dev.joey.event;

import java.util.Map;

/** Where everything that happens is written, in the transaction of the change it tells of. */
public interface EventJournal {
    /**
     * Writes an event in the caller's transaction, or in one of its own; it is published after the
     * commit.
     */
    void append(String type, String action, String actorId, Map<String, String> attributes);
}
