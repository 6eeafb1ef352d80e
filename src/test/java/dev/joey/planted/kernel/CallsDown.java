package dev.joey.planted.kernel;

import java.lang.foreign.MemorySegment;

/** Handles foreign memory. */
record CallsDown(MemorySegment memory) {}
