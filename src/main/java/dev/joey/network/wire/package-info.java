/**
 * The network API's JSON as records. Door: each record is used by {@code NetworkResource} and
 * {@code NetworkWire} alone. Imports nothing of ours.
 */
package dev.joey.network.wire;
