package dev.joey.planted.upward.image;

import dev.joey.planted.upward.container.KnowsAFront;

/** Looks up, which its layer may not. */
public record KnowsWhatRuns(KnowsAFront above) {}
