package dev.joey.container.archive;

/**
 * How an archive is put into a container.
 *
 * @param keepKinds whether a folder must not replace something else, nor something else a folder
 * @param uid of all that is made; null for what the archive says
 * @param gid likewise
 */
public record ExtractOptions(boolean keepKinds, Long uid, Long gid) {}
