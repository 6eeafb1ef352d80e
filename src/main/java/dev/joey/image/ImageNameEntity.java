package dev.joey.image;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code image_name}. */
@Entity
@Table(name = "image_name")
class ImageNameEntity {
    @Id String reference;

    @Column(name = "image_id")
    String imageId;

    @Column(name = "tagged_micros")
    long taggedMicros;
}
