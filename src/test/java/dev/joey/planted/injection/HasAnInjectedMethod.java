package dev.joey.planted.injection;

import jakarta.inject.Inject;

/** Gets what it needs behind the constructor. */
final class HasAnInjectedMethod {
    @Inject
    void set(Runnable injected) {
        injected.run();
    }
}
