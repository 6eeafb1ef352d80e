package dev.joey.container;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a container was asked to be, with the columns that lists show and filter by. */
@Entity
@Table(name = "container")
class ContainerEntity {
    @Id String id;

    String name;
    long created;
    String image;

    @Column(name = "image_id")
    String imageId;

    String command;

    @Column(name = "network_mode")
    String networkMode;

    String labels;
    String listed;

    @Column(name = "spec_version")
    int specVersion;

    String spec;
}
