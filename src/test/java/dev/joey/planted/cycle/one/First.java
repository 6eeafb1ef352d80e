package dev.joey.planted.cycle.one;

import dev.joey.planted.cycle.two.Second;

/** Needs {@link Second}, which needs it. */
public record First(Second other) {}
