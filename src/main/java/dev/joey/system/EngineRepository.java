package dev.joey.system;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/** The engine's own rows. */
@ApplicationScoped
class EngineRepository {
    private final EntityManager entities;

    EngineRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** The engine's id; made at the first call on this data root and the same ever after. */
    @Transactional
    String id() {
        EngineSettingEntity row = entities.find(EngineSettingEntity.class, "id");
        if (row == null) {
            row = new EngineSettingEntity("id", UUID.randomUUID().toString());
            entities.persist(row);
        }
        return row.text;
    }

    /** Writes a row durably; fails as any write would now. */
    @Transactional
    void probe() {
        String now = Instant.now().toString();
        EngineSettingEntity row = entities.find(EngineSettingEntity.class, "probe");
        if (row == null) {
            entities.persist(new EngineSettingEntity("probe", now));
        } else {
            row.text = now;
        }
    }
}
