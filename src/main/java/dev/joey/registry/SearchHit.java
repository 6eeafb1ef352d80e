package dev.joey.registry;

/** A repository that was found. */
public record SearchHit(
        String name, String description, int stars, boolean official, boolean automated) {}
