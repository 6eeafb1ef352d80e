package dev.joey.image;

/**
 * How much of an archive is believed. Each limit is far above what real images need and keeps
 * memory and work bounded whatever a stranger's archive says.
 *
 * @param entries members of one archive
 * @param pathChars length of a member's path
 * @param jsonBytes size of one manifest, index or config
 * @param headerBytes what may precede a member's content: long names, pax records
 * @param nesting indexes within indexes
 * @param manifests all manifests that the indexes of one archive list
 * @param layers of one image; overlayfs takes no more
 */
record LoadLimits(
        int entries,
        int pathChars,
        int jsonBytes,
        int headerBytes,
        int nesting,
        int manifests,
        int layers) {
    static final LoadLimits DEFAULT = new LoadLimits(20_000, 512, 4 << 20, 1 << 20, 4, 1_000, 125);
}
