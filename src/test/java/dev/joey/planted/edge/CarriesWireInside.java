package dev.joey.planted.edge;

import dev.joey.planted.edge.wire.Body;

/** Carries a client's words into the domain. */
record CarriesWireInside(Body body) {}
