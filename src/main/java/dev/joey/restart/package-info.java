/**
 * Starts again what a restart policy wants to run. Door: {@link dev.joey.restart.RestartMonitor}.
 * May import {@code container}'s door and the foundation.
 */
package dev.joey.restart;
