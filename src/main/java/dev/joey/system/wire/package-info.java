/**
 * The JSON of {@code /version} and {@code /info}. The doors are the records themselves. Imports
 * nothing of ours.
 */
package dev.joey.system.wire;
