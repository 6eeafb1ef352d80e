/**
 * Networks: bridges and other drivers, addresses, published ports, names, and the network namespace
 * of each run of a container. Knows containers by id only.
 *
 * <p>The door is {@link dev.joey.network.NetworkManager}. Imports the event journal, linux, http
 * and the foundation.
 */
package dev.joey.network;
