package dev.joey.system;

import jakarta.inject.Singleton;

/** Who this engine is. */
@Singleton
class EngineIdentity {
    private final EngineRepository rows;
    private volatile String id;

    EngineIdentity(EngineRepository rows) {
        this.rows = rows;
    }

    /** The engine's id, the same as long as its data root lives. */
    String id() {
        String known = id;
        if (known == null) {
            known = rows.id();
            id = known;
        }
        return known;
    }
}
