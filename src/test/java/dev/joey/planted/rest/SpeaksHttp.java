package dev.joey.planted.rest;

import jakarta.ws.rs.core.Response;

/** Answers requests and is no resource. */
record SpeaksHttp(Response response) {}
