/**
 * The JSON of the container API as records, and nothing else: every field of Docker's API 1.24 to
 * 1.51 and of PouchContainer's additions, under its name on the wire. Names that end with {@code
 * Body} are read, all others are written.
 *
 * <p>Door: {@code dev.joey.container.ContainerWire}, which alone turns them into the domain's
 * records and back. May import nothing of ours.
 */
package dev.joey.container.wire;
