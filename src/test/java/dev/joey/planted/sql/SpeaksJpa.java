package dev.joey.planted.sql;

import jakarta.persistence.EntityManager;

/** Reads rows and is no repository. */
record SpeaksJpa(EntityManager entities) {}
