/**
 * Volumes: folders that outlive containers, made by drivers, with the rows of who uses them. The
 * door is {@code VolumeManager}, which containers see as {@code Volumes}. May import the
 * foundation, the platform and {@code event}; knows no container.
 */
package dev.joey.volume;
