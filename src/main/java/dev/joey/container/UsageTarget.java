package dev.joey.container;

/**
 * A container whose processes run, and where the kernel counts what they use.
 *
 * @param name without a leading slash
 * @param image as the user wrote it at create
 * @param run which run of the container it is
 * @param pid of the init process, in the host's PID namespace
 * @param cgroup from the root of the hierarchy, as {@code /joey/<id>}
 * @param ownNetwork whether its network is not the host's
 * @param restarts automatic restarts since the last start by a user
 */
public record UsageTarget(
        ContainerId id,
        String name,
        String image,
        long run,
        long pid,
        String cgroup,
        boolean ownNetwork,
        int restarts) {}
