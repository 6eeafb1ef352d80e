/**
 * The JSON of {@code /events}. Door: {@link dev.joey.event.wire.EventMessage}. Imports nothing of
 * ours.
 */
package dev.joey.event.wire;
