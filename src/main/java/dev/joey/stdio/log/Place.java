package dev.joey.stdio.log;

/**
 * Where a record begins.
 *
 * @param segment which file of the log, the oldest is 0
 * @param offset in the file's records, uncompressed
 */
record Place(int segment, long offset) implements Comparable<Place> {
    static final Place BEGIN = new Place(0, 0);

    @Override
    public int compareTo(Place other) {
        return segment != other.segment
                ? Integer.compare(segment, other.segment)
                : Long.compare(offset, other.offset);
    }
}
