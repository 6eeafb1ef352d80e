package dev.joey.planted.engine;

import dev.joey.Joey;

/** Knows what starts it. */
final class KnowsTheEngine {
    String engine() {
        return Joey.class.getName();
    }
}
