package dev.joey.planted.foundation.config;

/** Of the foundation. */
public record Neighbour() {}
