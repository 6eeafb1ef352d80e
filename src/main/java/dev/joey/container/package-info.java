/**
 * Containers: what they were asked to be, what they do, every verb that changes that, and what
 * follows when a process ends or a daemon finds what a dead one left.
 *
 * <p>Doors: {@link dev.joey.container.ContainerManager} for all that changes a container, {@link
 * dev.joey.container.ContainerStreams} for its output, input and end. May import {@code image},
 * {@code event}, {@code stdio}, the platform ({@code containerd}, {@code http}, {@code linux},
 * {@code oci}) and the foundation; no front, and neither {@code exec}, {@code health} nor {@code
 * restart}, which look down on it.
 */
package dev.joey.container;
