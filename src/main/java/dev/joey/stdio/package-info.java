/**
 * The standard streams of processes: FIFOs that outlive the daemon, the log, and the clients that
 * are attached.
 *
 * <p>Doors: {@link dev.joey.stdio.ContainerIo} for the streams, {@link dev.joey.stdio.Logs} for
 * what was logged, {@link dev.joey.stdio.LogDrivers} for what can be asked of a log. May import
 * {@code linux} and the foundation; knows no feature.
 */
package dev.joey.stdio;
