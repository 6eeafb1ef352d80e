/**
 * containerd, in our words: the only user of its gRPC stubs, and the keeper of the process itself.
 *
 * <p>Doors: {@link dev.joey.containerd.Tasks}, {@link dev.joey.containerd.Containers}, {@link
 * dev.joey.containerd.Snapshots}, {@link dev.joey.containerd.Content}, {@link
 * dev.joey.containerd.Leases}, {@link dev.joey.containerd.Layers}, {@link
 * dev.joey.containerd.TaskEvents}, {@link dev.joey.containerd.ContainerdStatus} and {@link
 * dev.joey.containerd.Supervisor}. Imports {@code error}, {@code config}, {@code oci}, {@code
 * linux}; knows no feature.
 */
package dev.joey.containerd;
