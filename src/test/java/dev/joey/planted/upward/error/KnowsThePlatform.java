package dev.joey.planted.upward.error;

import dev.joey.planted.upward.linux.KnowsWhatIsShared;

/** Looks up, which its layer may not. */
public record KnowsThePlatform(KnowsWhatIsShared above) {}
