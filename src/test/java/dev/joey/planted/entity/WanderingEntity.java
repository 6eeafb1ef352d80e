package dev.joey.planted.entity;

/** A row that everybody sees. */
public record WanderingEntity() {}
