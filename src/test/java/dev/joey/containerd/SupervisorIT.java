package dev.joey.containerd;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to the private containerd when it or its daemon dies. */
class SupervisorIT {
    private ContainerdFixture containerd;
    private final Heard heard = new Heard();

    @BeforeEach
    void start() throws IOException {
        containerd = new ContainerdFixture();
        containerd.supervisor.start();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        containerd.close();
    }

    @Test
    void containerdIsRestartedAndTheTaskLivesAndItsExitIsHeard() throws Exception {
        String image = containerd.unpackBusybox();
        containerd.events.subscribe(heard);
        heard.expect("connected");
        long pid = run("c5", image, "/bin/sleep", "1000");
        long first = containerd.supervisor.pid();

        long killed = System.nanoTime();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        heard.expect("connected");
        System.out.printf(
                "containerd killed, restarted and listened to again: %d ms%n",
                (System.nanoTime() - killed) / 1_000_000);

        assertNotEquals(first, containerd.supervisor.pid());
        assertEquals(pid, containerd.tasks.get("c5").orElseThrow().pid());
        assertEquals(Tasks.Phase.RUNNING, containerd.tasks.list().getFirst().phase());
        containerd.tasks.kill("c5", 15, true);
        containerd.tasks.kill("c5", 9, true);
        heard.expect("exited c5 c5 " + pid + " 137");
    }

    @Test
    void aCallWhileContainerdIsAwayWaitsForIt() throws Exception {
        containerd.supervisor.leave();
        ProcessHandle.of(containerd.supervisor.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !containerd.status.serving());
        Thread call = Thread.startVirtualThread(() -> containerd.leases.create("after"));
        assertFalse(call.join(Duration.ofMillis(300)), "it waits");
        containerd.supervisor.start();
        assertTrue(call.join(Duration.ofSeconds(10)));
        assertEquals(List.of("after"), containerd.leases.list());
    }

    @Test
    void theNextDaemonTakesOverWhatAKilledOneLeft() throws Exception {
        long pid = containerd.supervisor.pid();
        containerd.vanish();

        containerd = new ContainerdFixture(containerd.base);
        containerd.supervisor.start();
        assertEquals(pid, containerd.supervisor.pid());

        containerd.vanish();
        Files.delete(containerd.place.pidFile());
        containerd = new ContainerdFixture(containerd.base);
        containerd.supervisor.start();
        assertEquals(pid, containerd.supervisor.pid(), "found without the pid file");

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().until(() -> containerd.supervisor.pid() != pid && containerd.status.serving());
    }

    @Test
    void oneThatNoLongerAnswersIsReplaced() throws Exception {
        long pid = containerd.supervisor.pid();
        containerd.vanish();
        signal("STOP", pid);

        containerd = new ContainerdFixture(containerd.base);
        Thread start = Thread.startVirtualThread(() -> containerd.supervisor.start());
        await().atMost(Duration.ofSeconds(30)).until(() -> sigtermPending(pid));
        signal("CONT", pid);
        assertTrue(start.join(Duration.ofSeconds(30)));
        assertNotEquals(pid, containerd.supervisor.pid());
        assertTrue(containerd.status.serving());
    }

    @Test
    void oneWithAnotherConfigurationIsNotTakenOver() throws Exception {
        long pid = containerd.supervisor.pid();
        containerd.vanish();
        Files.writeString(containerd.place.configFile(), "version = 2\n");

        containerd = new ContainerdFixture(containerd.base);
        containerd.supervisor.start();
        assertNotEquals(pid, containerd.supervisor.pid());
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void oneThatOthersKeepIsSharedAndLeftAloneAndEachHearsOnlyItsOwn() throws Exception {
        containerd.events.subscribe(heard);
        heard.expect("connected");
        ContainerdFixture guest = new ContainerdFixture(containerd, "joey-guest");
        Heard guestHeard = new Heard();
        try {
            guest.supervisor.start();
            guest.events.subscribe(guestHeard);
            guestHeard.expect("connected");
            String image = containerd.unpackBusybox();
            long pid = run("host", image, "/bin/true");
            heard.expect("exited host host " + pid + " 0");
            assertEquals(List.of(), guest.tasks.list());
            assertEquals(List.of(), guest.content.list());

            assertEquals(image, guest.unpackBusybox(), "the same bytes, known to containerd");
            List<RootMount> rootfs = guest.container("guest", image, "/bin/true");
            long guestPid =
                    guest.tasks.create(new Tasks.NewTask("guest", rootfs, "", "", "", false));
            guest.tasks.start("guest");
            guestHeard.expect("exited guest guest " + guestPid + " 0");
            guest.tasks.delete("guest");
            guest.supervisor.stop();
        } finally {
            guest.vanish();
        }
        assertTrue(containerd.status.serving());
    }

    @Test
    void aPidFileThatNamesAStrangerIsNotBelieved() throws Exception {
        containerd.supervisor.stop();
        Files.writeString(containerd.place.pidFile(), Long.toString(ProcessHandle.current().pid()));
        containerd.supervisor.start();
        assertNotEquals(ProcessHandle.current().pid(), containerd.supervisor.pid());
        assertTrue(containerd.status.serving());
    }

    @Test
    void whatContainerdSaysWhenItEndsAtOnceIsTheMessage() throws Exception {
        containerd.supervisor.stop();
        Files.createDirectories(containerd.place.socket());
        EngineException failure =
                assertThrows(
                        EngineException.Unavailable.class, () -> containerd.supervisor.start());
        assertTrue(failure.getMessage().contains("is a directory"), failure::toString);
        Files.delete(containerd.place.socket());
    }

    @Test
    void theSocketAndTheFoldersAreForTheOwnerOnly() throws Exception {
        assertEquals(
                "rwx--x--x",
                java.nio.file.attribute.PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(containerd.place.state())));
        for (String socket : new String[] {"containerd.sock", "containerd.sock.ttrpc"}) {
            assertEquals(
                    "rw-------",
                    java.nio.file.attribute.PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(
                                    containerd.place.state().resolve(socket))));
        }
    }

    private long run(String id, String image, String... command) {
        List<RootMount> rootfs = containerd.container(id, image, command);
        long pid = containerd.tasks.create(new Tasks.NewTask(id, rootfs, "", "", "", false));
        containerd.tasks.start(id);
        return pid;
    }

    /** Source: proc(5), ShdPnd in status; signal n is bit n - 1. */
    private static boolean sigtermPending(long pid) throws IOException {
        String pending =
                Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                        .filter(line -> line.startsWith("ShdPnd:"))
                        .findFirst()
                        .orElseThrow()
                        .substring(7)
                        .strip();
        return (Long.parseUnsignedLong(pending, 16) & (1 << 14)) != 0;
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(
                0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor());
    }
}
