package dev.joey.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.joey.testing.DaemonUnderTest;
import dev.joey.testing.Program;
import org.junit.jupiter.api.Test;

/** Two daemons on one host know nothing of each other. */
class SideBySideIT {
    private static void load(DaemonUnderTest daemon) {
        daemon.docker(
                        "load",
                        "-q",
                        "-i",
                        Program.busyboxImage(daemon.root().resolve("busybox.tar")).toString())
                .ok();
    }

    private static String run(DaemonUnderTest daemon, String script) {
        return daemon.docker(
                        "run",
                        "-d",
                        "--name",
                        "same",
                        "--network",
                        "none",
                        "busybox",
                        "sh",
                        "-c",
                        script)
                .ok()
                .strip();
    }

    private static String state(DaemonUnderTest daemon) {
        return daemon.docker("inspect", "-f", "{{.State.Status}}", "same").ok().strip();
    }

    @Test
    void containersOfOneAreNotTheOthers() {
        try (DaemonUnderTest one = DaemonUnderTest.running();
                DaemonUnderTest two = DaemonUnderTest.running()) {
            load(one);
            assertEquals("", two.docker("images", "-q").ok());
            load(two);
            String first = run(one, "echo one; sleep 1000");
            String second = run(two, "echo two; sleep 1000");

            assertNotEquals(first, second);
            assertEquals("one\n", one.docker("logs", "same").ok());
            assertEquals("two\n", two.docker("logs", "same").ok());

            two.kill();
            assertEquals("running", state(one));
            two.startAgain();
            assertEquals("running", state(two));
            one.docker("rm", "-f", "same").ok();
            assertEquals("running", state(two));
            assertEquals(0, one.stop());
            assertEquals("running", state(two));
            assertEquals("two\n", two.docker("logs", "same").ok());
        }
    }
}
