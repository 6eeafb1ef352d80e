/**
 * What operators count and time. Door: {@link dev.joey.metrics.ActionMetrics}. Foundation: imports
 * nothing of ours.
 */
package dev.joey.metrics;
