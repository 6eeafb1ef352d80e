/**
 * The JSON of the exec API as records, and nothing else. Names that end with {@code Body} are read,
 * all others are written.
 *
 * <p>Door: {@code dev.joey.exec.ExecWire}, which alone turns them into the domain's records and
 * back. May import nothing of ours.
 */
package dev.joey.exec.wire;
