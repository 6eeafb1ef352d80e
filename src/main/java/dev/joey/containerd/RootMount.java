package dev.joey.containerd;

import java.util.List;

/** One mount of a snapshot, as mount(8) takes it. */
public record RootMount(String type, String source, List<String> options) {
    public RootMount {
        options = List.copyOf(options);
    }
}
