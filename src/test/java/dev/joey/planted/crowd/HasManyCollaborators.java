package dev.joey.planted.crowd;

import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Singleton;
import java.util.List;

/** Wants splitting. */
@Vetoed
@Singleton
final class HasManyCollaborators {
    private final List<Runnable> all;

    HasManyCollaborators(
            Runnable a,
            Runnable b,
            Runnable c,
            Runnable d,
            Runnable e,
            Runnable f,
            Runnable g,
            Runnable h) {
        all = List.of(a, b, c, d, e, f, g, h);
    }

    void run() {
        all.forEach(Runnable::run);
    }
}
