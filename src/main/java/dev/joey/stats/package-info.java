/**
 * What containers use: processor, memory, block devices, processes and networks, as {@code docker
 * stats} and {@code /metrics} show it.
 *
 * <p>Door: {@link dev.joey.stats.StatsSampler}. May import {@code container}'s doors, the platform
 * ({@code http}, {@code linux}) and the foundation.
 */
package dev.joey.stats;
