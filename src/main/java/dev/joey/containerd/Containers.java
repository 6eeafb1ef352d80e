package dev.joey.containerd;

import java.util.List;

/**
 * containerd's containers service: the metadata a task is made from. No user or image label ever
 * goes here.
 */
public interface Containers {
    /** Stores a container; one of the same id is replaced. */
    void put(NewContainer container);

    /** Forgets a container. Absent ones are no error. */
    void delete(String id);

    /** The ids of all containers of the namespace. */
    List<String> list();

    /**
     * The values.
     *
     * @param runtime the shim's name, as {@code io.containerd.runc.v2}
     * @param runtimeBinary path of the OCI runtime, or empty for the shim's default
     * @param systemdCgroup whether the runtime manages cgroups by systemd
     * @param specJson the OCI runtime spec
     */
    record NewContainer(
            String id,
            String runtime,
            String runtimeBinary,
            boolean systemdCgroup,
            String snapshotter,
            String snapshotKey,
            byte[] specJson) {}
}
