/**
 * Keeps the output of containers and reads it again: the drivers {@code json-file}, {@code local},
 * {@code syslog}, {@code journald} and {@code none}, and the CRI's format.
 *
 * <p>Doors: {@code LogDrivers} and {@code Logs} of {@code dev.joey.stdio}, and here {@link
 * dev.joey.stdio.log.LogFormat} (the API's text), {@link dev.joey.stdio.log.LogAttributes} (what
 * the options labels, env and tag choose), {@link dev.joey.stdio.log.LogSignals} (waking
 * followers), {@link dev.joey.stdio.log.LogFaults} (what went wrong) and {@link
 * dev.joey.stdio.log.LogFiles} (removal). May import {@code dev.joey.error} and {@code
 * dev.joey.stdio}.
 */
package dev.joey.stdio.log;
