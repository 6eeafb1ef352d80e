package dev.joey.planted.bus;

import io.vertx.core.eventbus.EventBus;

/** Talks past the journal. */
record UsesTheBus(EventBus bus) {}
