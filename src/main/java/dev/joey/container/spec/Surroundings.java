package dev.joey.container.spec;

import java.util.List;

/**
 * What was prepared for one start of a container. Paths are the host's; null where there is none.
 *
 * @param rootPath of the root file system, absolute or relative to the bundle; {@link #BUNDLE_ROOT}
 *     with containerd
 * @param hostsFile bound to {@code /etc/hosts}
 * @param hostnameFile bound to {@code /etc/hostname}
 * @param resolvConfFile bound to {@code /etc/resolv.conf}
 * @param networkNamespace to join; null lets the runtime make one that has loopback only. Not used
 *     with network mode {@code host}
 * @param ipcNamespace to join, needed with IPC mode {@code container:…}
 * @param pidNamespace to join, needed with PID mode {@code container:…}
 * @param shmFolder a tmpfs bound to {@code /dev/shm}, needed where several containers share it
 * @param binds volumes and other things of the host
 */
public record Surroundings(
        String rootPath,
        String hostsFile,
        String hostnameFile,
        String resolvConfFile,
        String networkNamespace,
        String ipcNamespace,
        String pidNamespace,
        String shmFolder,
        List<Bind> binds) {
    /** Where containerd's shim mounts the root, relative to the bundle. */
    public static final String BUNDLE_ROOT = "rootfs";

    public Surroundings {
        binds = List.copyOf(binds);
    }

    /** Nothing prepared: new namespaces, no network files, no binds. */
    public static Surroundings bare() {
        return new Surroundings(BUNDLE_ROOT, null, null, null, null, null, null, null, List.of());
    }

    /**
     * A file or folder of the host inside the container.
     *
     * @param destination absolute, inside the container
     * @param propagation as {@code rprivate}; null for that
     * @param recursive whether what is mounted below the source comes with it
     * @param readOnlyBelow whether what comes with it is read-only too, if it is
     */
    public record Bind(
            String source,
            String destination,
            boolean readOnly,
            String propagation,
            boolean recursive,
            boolean readOnlyBelow) {
        /** One with all that is mounted below. */
        public Bind(String source, String destination, boolean readOnly, String propagation) {
            this(source, destination, readOnly, propagation, true, false);
        }
    }
}
