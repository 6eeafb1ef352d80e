package dev.joey.image;

/** Who is told how a layer's download goes on. Its methods never throw and never wait. */
interface LayerProgress {
    LayerProgress NONE =
            new LayerProgress() {
                @Override
                public void downloading(long currentBytes) {
                    // Nobody looks.
                }

                @Override
                public void retrying(int seconds) {
                    // Nobody looks.
                }
            };

    /** So many bytes are here. */
    void downloading(long currentBytes);

    /** An attempt failed, and the next one begins after so many seconds. */
    void retrying(int seconds);
}
