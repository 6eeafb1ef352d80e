package dev.joey.container;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** One label of a container. */
@Entity
@Table(name = "container_label")
@IdClass(ContainerLabelEntity.Key.class)
class ContainerLabelEntity {
    @Id
    @Column(name = "container_id")
    String containerId;

    @Id String key;

    String value;

    /** The primary key. */
    record Key(String containerId, String key) implements Serializable {}
}
