/**
 * The steps of the verbs, timed for the metrics, and places where a test lets the daemon die. Door:
 * {@link dev.joey.step.Steps}. Foundation: imports nothing of ours.
 */
package dev.joey.step;
