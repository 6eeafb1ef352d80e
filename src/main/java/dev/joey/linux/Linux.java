package dev.joey.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The kernel, in our words. {@code HostLinux} asks the real one; errno becomes an {@link
 * dev.joey.error.EngineException} that names the call, the object and the errno.
 */
public interface Linux {
    /**
     * Reads a file below {@code root} as a process chrooted there would see it: symlinks are
     * resolved inside, magic links refused. Source: openat2(2), RESOLVE_IN_ROOT and
     * RESOLVE_NO_MAGICLINKS.
     *
     * @param maxBytes the most that is accepted
     * @return the bytes, or empty if there is no such file
     * @throws dev.joey.error.EngineException.InvalidParameter if the file is larger or no regular
     *     file
     */
    Optional<byte[]> readInRoot(Path root, String path, int maxBytes);

    /**
     * What kind of device a path of the host is, symlinks followed.
     *
     * @return empty if the path is no device or not there
     */
    Optional<DeviceNode> device(Path path);

    /**
     * All devices below a folder of the host, as {@code /dev}; symlinks, ptys, shm and mqueue left
     * out.
     */
    List<DeviceNode> devicesBelow(Path folder);

    /**
     * Capabilities that this process may hand on, as {@code CAP_CHOWN}. Source: CapBnd in
     * proc_pid_status(5).
     */
    Set<String> boundingCapabilities();

    /** All capabilities that the running kernel knows. Source: /proc/sys/kernel/cap_last_cap. */
    Set<String> kernelCapabilities();

    /** Attaches a file system. Source: mount(2). */
    void mount(String type, String source, Path target, List<String> options);

    /**
     * Detaches a mount lazily; one that is not there is no error. Source: umount2(2), MNT_DETACH.
     */
    void unmount(Path target);

    /** Sends a signal; false if there is no such process. Source: kill(2). */
    boolean kill(long pid, int signal);

    /**
     * The values.
     *
     * @param path on the host
     * @param type {@code c} or {@code b}
     * @param mode permission bits, as 0666
     */
    record DeviceNode(Path path, char type, long major, long minor, int mode, long uid, long gid) {}
}
