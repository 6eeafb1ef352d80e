/**
 * The JSON of {@code stats} as Docker's API has it, as records.
 *
 * <p>Door: every record. May import nothing of ours.
 */
package dev.joey.stats.wire;
