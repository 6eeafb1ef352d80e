package dev.joey.planted.edge.wire;

/** What a client says. */
public record Body() {}
