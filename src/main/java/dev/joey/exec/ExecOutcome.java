package dev.joey.exec;

/**
 * How a command ended that was run in a container.
 *
 * @param code 0 to 255; of a process that was killed because its time was over, 137
 * @param output the beginning of what it printed on standard output and error, as it came
 * @param truncated whether it printed more
 * @param timedOut whether its time was over
 */
public record ExecOutcome(int code, byte[] output, boolean truncated, boolean timedOut) {}
