package dev.joey;

import dev.joey.linux.Signals;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGTERM and SIGINT: Quarkus stops its beans, then the process exits with code 0; the JVM alone
 * would do the same but say 143. A daemon that is still starting is ended through its shutdown
 * hooks. The third signal does not wait, as with dockerd.
 */
final class StopSignals {
    private static final int HALTED = 1;

    private StopSignals() {}

    /** Heeds them from now on. Quarkus takes them for itself at its start in a native image. */
    static void heed() {
        AtomicInteger received = new AtomicInteger();
        Runnable action = () -> received(received.incrementAndGet());
        Signals.on("TERM", action);
        Signals.on("INT", action);
    }

    private static void received(int times) {
        switch (times) {
            case 1 -> stop();
            case 2 -> System.err.println("joey: stopping; once more stops at once");
            default -> Runtime.getRuntime().halt(HALTED);
        }
    }

    private static void stop() {
        Application application = Application.currentApplication();
        if (application != null && application.isStarted()) {
            Quarkus.asyncExit(0);
        } else {
            System.exit(0);
        }
    }
}
