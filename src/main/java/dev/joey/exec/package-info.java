/**
 * Execs: processes that join running containers, from create to the day nobody asks about them any
 * more.
 *
 * <p>Door: {@link dev.joey.exec.ExecManager}. May import {@code container}'s doors, {@code stdio},
 * the platform ({@code containerd}, {@code http}, {@code oci}) and the foundation; no front.
 */
package dev.joey.exec;
