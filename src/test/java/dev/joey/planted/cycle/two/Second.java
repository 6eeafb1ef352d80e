package dev.joey.planted.cycle.two;

import dev.joey.planted.cycle.one.First;

/** Needs {@link First}, which needs it. */
public record Second(First other) {}
