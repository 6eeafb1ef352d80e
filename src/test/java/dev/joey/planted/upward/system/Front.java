package dev.joey.planted.upward.system;

/** What nobody may see. */
public record Front() {}
