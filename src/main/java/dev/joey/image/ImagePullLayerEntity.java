package dev.joey.image;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code image_pull_layer}. */
@Entity
@Table(name = "image_pull_layer")
class ImagePullLayerEntity {
    @EmbeddedId KeyEntity key;

    String digest;

    @Column(name = "size_bytes")
    long sizeBytes;

    /** The primary key. */
    @Embeddable
    record KeyEntity(
            @Column(name = "pull_id") String pullId, @Column(name = "position") int position)
            implements Serializable {}
}
