package dev.joey.planted.upward.event;

import dev.joey.planted.upward.image.KnowsWhatRuns;

/** Looks up, which its layer may not. */
public record KnowsAPart(KnowsWhatRuns above) {}
