package dev.joey.planted.homeless;

/** In a package that is in no layer. */
record Homeless() {}
