/**
 * Files of containers as tar streams: written from a root that is held open, and read into one. The
 * doors are {@code TreeArchive} and {@code TreeExtract}; they know no container. May import the
 * foundation, the platform and {@code image} for compression.
 */
package dev.joey.container.archive;
