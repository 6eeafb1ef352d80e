package dev.joey.event;

import java.time.Instant;
import java.util.Map;

/**
 * One entry of the events API.
 *
 * @param sequence gap-free, from 1; 0 until the journal gave one
 * @param type {@code container}, {@code image}, {@code network}, {@code volume}, {@code daemon}
 * @param action in Docker's words, as {@code start}
 */
public record EngineEvent(
        long sequence,
        Instant at,
        String type,
        String action,
        String actorId,
        Map<String, String> attributes) {
    public EngineEvent {
        attributes = Map.copyOf(attributes);
    }
}
