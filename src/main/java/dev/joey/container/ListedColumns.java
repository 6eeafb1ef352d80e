package dev.joey.container;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of a {@link ContainerSummary} that is rarely filled, in one JSON column. */
@RegisterForReflection
record ListedColumns(
        Map<String, String> networks,
        Map<String, String> annotations,
        Set<String> exposedPorts,
        Set<String> publishedPorts,
        Set<String> volumes,
        List<MountPoint> mounts) {
    /** Rows of older daemons have no mounts. */
    ListedColumns {
        mounts = mounts == null ? List.of() : mounts;
    }

    static ListedColumns of(ContainerSummary summary) {
        return new ListedColumns(
                summary.networks(),
                summary.annotations(),
                summary.exposedPorts(),
                summary.publishedPorts(),
                summary.volumes(),
                summary.mounts());
    }
}
