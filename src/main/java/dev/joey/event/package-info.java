/**
 * What happened: the journal that is written with each change, and the API that tells of it. The
 * only package that uses the event bus.
 *
 * <p>Doors: {@link dev.joey.event.EventJournal} to write, {@link dev.joey.event.EventFeeds} to
 * observe. May import {@code http} and the foundation; knows no feature.
 */
package dev.joey.event;
