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
 * @param inflation of a compressed archive
 */
record LoadLimits(
        int entries,
        int pathChars,
        int jsonBytes,
        int headerBytes,
        int nesting,
        int manifests,
        int layers,
        Inflation inflation) {
    static final LoadLimits DEFAULT = of(new Inflation(200, 1L << 30));

    static LoadLimits of(Inflation inflation) {
        return new LoadLimits(20_000, 512, 4 << 20, 1 << 20, 4, 1_000, 125, inflation);
    }
}
