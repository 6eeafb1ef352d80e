package dev.joey.volume;

import java.util.List;

/** What a prune took away, by name, and how many bytes that freed. */
public record PrunedVolumes(List<String> deleted, long freedBytes) {}
