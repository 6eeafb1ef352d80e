package dev.joey.container;

import java.util.List;

/**
 * A create request that was understood.
 *
 * @param warnings for the response, in Docker's words
 */
record CreateRequest(ContainerSpec spec, List<String> warnings) {}
