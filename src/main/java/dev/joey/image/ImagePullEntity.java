package dev.joey.image;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code image_pull}. */
@Entity
@Table(name = "image_pull")
class ImagePullEntity {
    @Id String id;

    String reference;

    String platform;

    @Column(name = "started_micros")
    long startedMicros;

    @Column(name = "touched_micros")
    long touchedMicros;

    String failure;
}
