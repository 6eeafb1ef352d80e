/**
 * The classes of failure, by what the caller can do about each. Door: {@link
 * dev.joey.error.EngineException}. Foundation: imports nothing of ours.
 */
package dev.joey.error;
