package dev.joey.planted.foundation.lock;

import dev.joey.planted.foundation.config.Neighbour;

/** Of the foundation, and imports more than errors. */
record KnowsItsNeighbour(Neighbour neighbour) {}
