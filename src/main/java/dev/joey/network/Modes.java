package dev.joey.network;

import java.util.Set;

/** The network modes of containers. Source: HostConfig.NetworkMode of Docker's API. */
public final class Modes {
    private static final String CONTAINER = "container:";
    private static final String NETNS = "netns:";
    private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none", "default");

    private Modes() {}

    /** Whether a name is one that no user's network can have. */
    public static boolean isPredefined(String name) {
        return PREDEFINED.contains(name);
    }

    public static boolean isContainer(String mode) {
        return mode.equals("container") || mode.startsWith(CONTAINER);
    }

    /** The reference behind {@code container:}, or an empty text. */
    public static String container(String mode) {
        return mode.startsWith(CONTAINER) ? mode.substring(CONTAINER.length()) : "";
    }

    /** Whether the namespace is one that somebody else made. */
    public static boolean isNamespace(String mode) {
        return mode.startsWith(NETNS);
    }

    /** The path behind {@code netns:}. */
    public static String namespace(String mode) {
        return mode.substring(NETNS.length());
    }

    /** Whether it names a network that a user made. */
    public static boolean isUserDefined(String mode) {
        return !mode.isEmpty() && !isPredefined(mode) && !isContainer(mode) && !isNamespace(mode);
    }
}
