package dev.joey.exec;

/**
 * An exec as it is now.
 *
 * @param pid in the host's namespace; 0 if it does not run and never did
 */
record ExecView(Exec exec, long pid) {}
