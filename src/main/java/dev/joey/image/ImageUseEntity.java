package dev.joey.image;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code image_use}. */
@Entity
@Table(name = "image_use")
class ImageUseEntity {
    @Id
    @Column(name = "container_id")
    String containerId;

    @Column(name = "image_id")
    String imageId;
}
