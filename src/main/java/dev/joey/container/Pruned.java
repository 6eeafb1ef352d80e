package dev.joey.container;

import java.util.List;

/** What a prune removed, and how many bytes that freed. */
public record Pruned(List<ContainerId> deleted, long freedBytes) {}
