package dev.joey.stdio;

import dev.joey.error.EngineException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Has the shim's own writing end of a container's input closed. The client's end of input often
 * comes while the task is still being made, so this asks until it is done or the run is over.
 */
final class InputClosing {
    private static final Logger LOG = Logger.getLogger(InputClosing.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private volatile Consumer<String> closer;

    /** Who closes it; throws {@link EngineException.NotFound} while there is no task. */
    void closer(Consumer<String> closer) {
        this.closer = closer;
    }

    /** Asks on a thread of its own. */
    void ask(String containerId, BooleanSupplier runOver) {
        Thread.ofVirtual()
                .name("close-stdin-" + containerId)
                .start(() -> askUntilDone(containerId, runOver));
    }

    private void askUntilDone(String containerId, BooleanSupplier runOver) {
        Duration pause = FIRST_PAUSE;
        while (!runOver.getAsBoolean()) {
            Consumer<String> now = closer;
            try {
                if (now != null) {
                    now.accept(containerId);
                    return;
                }
                LOG.errorf("nobody closes the input of container %s", containerId);
            } catch (EngineException.NotFound | EngineException.Unavailable notYet) {
                LOG.debugf(notYet, "input of container %s is not closed yet", containerId);
            } catch (RuntimeException failed) {
                LOG.errorf(failed, "cannot close the input of container %s", containerId);
                return;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
