package dev.joey.container.spec;

import dev.joey.container.ContainerId;
import dev.joey.container.ContainerSpec.Host;
import dev.joey.error.EngineException.InvalidParameter;

/** Where a container's control group is. Source: OCI runtime-spec, "Cgroups Path". */
public final class CgroupsPath {
    private CgroupsPath() {}

    /**
     * The value of {@code cgroupsPath}: {@code /parent/<id>} with cgroupfs, {@code
     * parent.slice:joey:<id>} with systemd.
     *
     * @throws InvalidParameter if systemd manages cgroups and the parent is no slice
     */
    public static String of(ContainerId id, Host spec, Defaults defaults) {
        String given = spec.cgroupParent();
        String parent = given == null || given.isEmpty() ? defaults.cgroupParent() : given;
        if (defaults.systemdCgroup()) {
            if (!parent.endsWith(".slice") || parent.equals(".slice")) {
                throw new InvalidParameter(
                        "cgroup-parent for systemd cgroup should be a valid slice named as"
                                + " \"xxx.slice\"");
            }
            return parent + ":joey:" + id;
        }
        // Made absolute and normal, so that no .. leads out of the hierarchy.
        return CleanPath.fromRoot(parent).resolve(id.value()).toString();
    }
}
