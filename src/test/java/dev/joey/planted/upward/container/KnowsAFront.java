package dev.joey.planted.upward.container;

import dev.joey.planted.upward.system.Front;

/** Looks up, which its layer may not. */
public record KnowsAFront(Front above) {}
