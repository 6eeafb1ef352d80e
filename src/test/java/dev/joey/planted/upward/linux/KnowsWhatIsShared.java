package dev.joey.planted.upward.linux;

import dev.joey.planted.upward.event.KnowsAPart;

/** Looks up, which its layer may not. */
public record KnowsWhatIsShared(KnowsAPart above) {}
