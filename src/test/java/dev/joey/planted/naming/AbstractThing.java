package dev.joey.planted.naming;

/** Says how it is built, not what it is. */
record AbstractThing() {}
