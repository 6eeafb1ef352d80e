package dev.joey.image;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code image_layer}. */
@Entity
@Table(name = "image_layer")
class ImageLayerEntity {
    @EmbeddedId KeyEntity key;

    @Column(name = "diff_id")
    String diffId;

    @Column(name = "chain_id")
    String chainId;

    @Column(name = "blob_digest")
    String blobDigest;

    @Column(name = "media_type")
    String mediaType;

    @Column(name = "blob_bytes")
    long blobBytes;

    @Column(name = "size_bytes")
    long sizeBytes;

    /** An image and the height in it, 0 for the base. */
    @Embeddable
    record KeyEntity(@Column(name = "image_id") String imageId, int position) {}
}
