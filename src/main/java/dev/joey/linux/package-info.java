/**
 * The kernel and the host's programs, in words that know no feature of the engine.
 *
 * <p>Doors: {@link dev.joey.linux.Linux}, {@link dev.joey.linux.Cgroups}, {@link
 * dev.joey.linux.Usages}, {@link dev.joey.linux.Commands}, {@link dev.joey.linux.Fifos} with {@link
 * dev.joey.linux.Fd} and {@link dev.joey.linux.Poller}. Imports only {@code dev.joey.error}. The
 * one package that may use {@code java.lang.foreign} and {@link java.lang.ProcessBuilder}.
 */
package dev.joey.linux;
