package dev.joey.planted.naming;

/** Says nothing of what it is. */
record StringUtils() {}
