/**
 * The daemon: its beginning, the order in which its parts start and stop, and its roots on the
 * disk.
 *
 * <p>Door: {@code Joey}, which the launcher runs. May import everything; is imported by nothing.
 */
package dev.joey;
