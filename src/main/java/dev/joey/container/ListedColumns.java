package dev.joey.container;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Set;

/** The part of a {@link ContainerSummary} that is rarely filled, in one JSON column. */
@RegisterForReflection
record ListedColumns(
        Map<String, String> networks,
        Map<String, String> annotations,
        Set<String> exposedPorts,
        Set<String> publishedPorts,
        Set<String> volumes) {
    static ListedColumns of(ContainerSummary summary) {
        return new ListedColumns(
                summary.networks(),
                summary.annotations(),
                summary.exposedPorts(),
                summary.publishedPorts(),
                summary.volumes());
    }
}
