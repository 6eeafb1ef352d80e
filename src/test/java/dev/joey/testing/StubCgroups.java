package dev.joey.testing;

import dev.joey.linux.Cgroups;
import java.util.List;
import java.util.Set;

/** Control groups that hold no process. */
public record StubCgroups(int version, Set<Cgroups.Feature> features) implements Cgroups {
    @Override
    public boolean supports(Feature feature) {
        return features.contains(feature);
    }

    @Override
    public List<Long> pids(String path) {
        return List.of();
    }

    @Override
    public void remove(String path) {
        throw new AssertionError("remove of " + path);
    }
}
