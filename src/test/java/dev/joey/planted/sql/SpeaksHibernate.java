package dev.joey.planted.sql;

import org.hibernate.Session;

/** Reads rows and is no repository. */
record SpeaksHibernate(Session session) {}
