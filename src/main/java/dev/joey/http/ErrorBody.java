package dev.joey.http;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON body of every error.
 *
 * @param message what went wrong, in Docker's words where Docker has any
 */
@RegisterForReflection
record ErrorBody(String message) {}
