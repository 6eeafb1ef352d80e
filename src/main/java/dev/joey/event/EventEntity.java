package dev.joey.event;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of the journal. SQLite gives the sequence: the greatest so far plus one, so there are no
 * gaps.
 */
@Entity
@Table(name = "event")
class EventEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long sequence;

    /** Nanoseconds since the epoch. */
    long at;

    String type;
    String action;

    @Column(name = "actor_id")
    String actorId;

    /** A JSON object of strings. */
    String attributes;
}
