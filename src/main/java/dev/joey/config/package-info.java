/**
 * What a user may choose: the command line and the configuration file, checked and turned into the
 * properties that beans read. Doors: {@link dev.joey.config.DaemonConfiguration} before the start,
 * {@link dev.joey.config.EngineConfig} after it, {@link dev.joey.config.LiveConfig} for what a
 * reload changes. Imports nothing of ours.
 */
package dev.joey.config;
