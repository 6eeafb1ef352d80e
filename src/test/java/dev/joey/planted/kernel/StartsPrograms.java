package dev.joey.planted.kernel;

/** Starts processes itself. */
record StartsPrograms(ProcessBuilder program) {}
