package dev.joey.system;

/** How many containers there are. */
public interface ContainerCounts {
    /** Counts now, without locks. */
    Count count();

    /**
     * Containers by what they do.
     *
     * @param running or restarting
     * @param stopped all that are neither running nor paused, those never started too
     */
    record Count(int running, int paused, int stopped) {
        int all() {
            return running + paused + stopped;
        }
    }
}
