package dev.joey.planted.stubs;

import containerd.types.Mount;

/** Uses a generated stub. */
record SpeaksToContainerd(Mount mount) {}
