package dev.joey;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** What the daemon does between its start and its end. */
class DaemonApplication implements QuarkusApplication {
    private final Engine engine;

    DaemonApplication(Engine engine) {
        this.engine = engine;
    }

    @Override
    public int run(String... arguments) {
        StopSignals.heed();
        engine.start();
        Quarkus.waitForExit();
        return 0;
    }
}
