package dev.joey.image;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code image}. */
@Entity
@Table(name = "image")
class ImageEntity {
    @Id String id;

    @Column(name = "manifest_digest")
    String manifestDigest;

    @Column(name = "manifest_media_type")
    String manifestMediaType;

    @Column(name = "manifest_size_bytes")
    long manifestSizeBytes;

    @Column(name = "config_json")
    String configJson;

    @Column(name = "labels_json")
    String labelsJson;

    @Column(name = "chain_id")
    String chainId;

    @Column(name = "size_bytes")
    long sizeBytes;

    @Column(name = "created_micros")
    Long createdMicros;

    @Column(name = "loaded_micros")
    long loadedMicros;
}
