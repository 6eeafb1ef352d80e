/** The API's JSON of {@code stats} as records. Imports nothing of ours. */
package dev.joey.stats.wire;
