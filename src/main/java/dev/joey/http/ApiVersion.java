package dev.joey.http;

import dev.joey.error.EngineException;

/**
 * A version of the Docker Engine API, as {@code 1.51}. Replies are shaped by it.
 *
 * @param major 0 or more
 * @param minor 0 or more
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The oldest version that is served. */
    public static final ApiVersion MIN = new ApiVersion(1, 24);

    /** The newest version that is served, and the one of requests that name none. */
    public static final ApiVersion MAX = new ApiVersion(1, 51);

    /**
     * Reads the version of a request's path as dockerd does: any run of digits and dots, missing
     * parts are 0, later parts count only when the first two are equal.
     *
     * @throws EngineException.InvalidParameter with Docker's text if it is older than {@link #MIN}
     *     or newer than {@link #MAX}
     */
    static ApiVersion accept(String text) {
        String[] parts = text.split("\\.", -1);
        ApiVersion version = new ApiVersion(number(parts, 0), number(parts, 1));
        if (version.compareTo(MIN) < 0) {
            throw new EngineException.InvalidParameter(
                    "client version "
                            + text
                            + " is too old. Minimum supported API version is "
                            + MIN
                            + ", please upgrade your client to a newer version");
        }
        if (version.compareTo(MAX) > 0 || (version.equals(MAX) && hasMore(parts))) {
            throw new EngineException.InvalidParameter(
                    "client version "
                            + text
                            + " is too new. Maximum supported API version is "
                            + MAX);
        }
        return version;
    }

    private static boolean hasMore(String[] parts) {
        for (int i = 2; i < parts.length; i++) {
            if (number(parts, i) > 0) {
                return true;
            }
        }
        return false;
    }

    private static int number(String[] parts, int index) {
        if (index >= parts.length || parts[index].isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(parts[index]);
        } catch (NumberFormatException _) {
            return Integer.MAX_VALUE;
        }
    }

    /** Whether this is {@code major.minor} or newer. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return compareTo(new ApiVersion(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        int byMajor = Integer.compare(major, other.major);
        return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
