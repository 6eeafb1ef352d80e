package dev.joey.system;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code engine}: what the engine remembers of itself. */
@Entity
@Table(name = "engine")
class EngineSettingEntity {
    @Id
    @Column(name = "key")
    String name;

    @Column(name = "value")
    String text;

    EngineSettingEntity() {}

    EngineSettingEntity(String name, String text) {
        this.name = name;
        this.text = text;
    }
}
