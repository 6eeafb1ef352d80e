package dev.joey.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.error.EngineException;
import dev.joey.error.EngineException.Conflict;
import dev.joey.exec.ExecState.Created;
import dev.joey.exec.ExecState.Exited;
import dev.joey.exec.ExecState.Running;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StartExecTest {
    private final ExecRig rig = new ExecRig();

    @AfterEach
    void end() {
        rig.close();
    }

    private static String message(Class<? extends Exception> type, Runnable action) {
        return assertThrows(type, action::run).getMessage();
    }

    @Test
    void theProcessRunsAndEndsAndEachIsTold() {
        ExecSession session = rig.started("sh", "-c", "exit 3");
        String id = session.id().value();

        assertInstanceOf(Running.class, rig.state(id));
        assertTrue(rig.view(id).pid() > 0);
        assertEquals(List.of(id), rig.exits.unfinished(session.exec().container()));

        rig.ends(session, 3);

        Exited ended = assertInstanceOf(Exited.class, rig.state(id));
        assertEquals(3, ended.code());
        assertTrue(ended.pid() > 0);
        assertEquals(
                List.of("exec_create: sh -c exit 3", "exec_start: sh -c exit 3", "exec_die"),
                rig.actions());
        assertEquals(Set.of(), rig.io.open());
        assertEquals(List.of(), rig.exits.unfinished(session.exec().container()));
        assertTrue(rig.tasks.calls().contains("deleteExec " + id));
        assertEquals(
                java.util.Map.of("execID", id, "exitCode", "3"),
                rig.containers.journal().events().getLast().attributes().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("ex"))
                        .collect(
                                java.util.stream.Collectors.toMap(
                                        java.util.Map.Entry::getKey,
                                        java.util.Map.Entry::getValue)));
    }

    @Test
    void nothingIsStartedTwice() {
        ExecSession session = rig.started("true");
        String id = session.id().value();

        assertEquals(
                "Error: Exec command " + id + " is already running",
                message(Conflict.class, () -> rig.manager.claim(id)));
        rig.ends(session, 0);
        assertEquals(
                "Error: Exec command " + id + " has already run",
                message(Conflict.class, () -> rig.manager.claim(id)));
    }

    @Test
    void whoGivesItsClaimBackLeavesItToOthers() {
        String id = rig.created("true");
        rig.manager.release(rig.manager.claim(id));

        assertInstanceOf(Created.class, rig.state(id));
        rig.manager.start(rig.manager.claim(id), false, null);
        assertInstanceOf(Running.class, rig.state(id));
    }

    @Test
    void aContainerThatDoesNotRunIsRefused() throws Exception {
        String id = rig.created("true");
        rig.containers.manager.pause("web");
        assertEquals(
                "Container web is paused, unpause the container before exec",
                message(Conflict.class, () -> rig.created("true")));
        assertEquals(
                "Container " + rig.web + " is paused, unpause the container before exec",
                message(Conflict.class, () -> rig.manager.claim(id)));
        rig.containers.manager.unpause("web");
        rig.containers.manager.stop("web", null, 0);
        String stopped = "container " + rig.web + " is not running";
        assertEquals(stopped, message(Conflict.class, () -> rig.created("true")));
        assertEquals(stopped, message(Conflict.class, () -> rig.manager.claim(id)));
        assertEquals(
                "No such container: nope",
                message(
                        EngineException.NotFound.class,
                        () -> rig.manager.create("nope", ExecRig.spec(false, "true"))));
    }

    @Test
    void anUnknownExecIsRefused() {
        String unknown = "0".repeat(64);
        for (String id : List.of(unknown, "short", "")) {
            assertEquals(
                    "No such exec instance: " + id,
                    message(EngineException.NotFound.class, () -> rig.manager.claim(id)));
        }
    }

    @Test
    void aCommandThatIsNotThereIs127AndOneThatCannotBeExecuted126() {
        String missing = "OCI runtime exec failed: exec: \"x\": executable file not found in $PATH";
        assertEquals(127, codeOfFailure(new EngineException.Internal(missing, null), missing));
        String denied = "OCI runtime exec failed: exec: \"/etc\": permission denied";
        assertEquals(126, codeOfFailure(new EngineException.Internal(denied, null), denied));
        assertEquals(
                126,
                codeOfFailure(new EngineException.Unavailable("no answer", null), "no answer"));
        assertEquals(List.of(), rig.actions().stream().filter("exec_die"::equals).toList());
        assertEquals(Set.of(), rig.io.open());
    }

    private int codeOfFailure(RuntimeException failure, String told) {
        rig.tasks.failExecWith(failure);
        String id = rig.created("x");
        ExecSession session = rig.manager.claim(id);
        assertEquals(
                told, message(EngineException.class, () -> rig.manager.start(session, true, null)));
        assertThrows(Conflict.class, () -> rig.manager.claim(id));
        return assertInstanceOf(Exited.class, rig.state(id)).code();
    }

    @Test
    void anUnknownUserIs126() {
        ExecSpec spec =
                new ExecSpec(
                        List.of("true"),
                        List.of(),
                        "nosuch",
                        "",
                        false,
                        false,
                        false,
                        true,
                        true,
                        "",
                        null);
        String id = rig.manager.create("web", spec).value();
        ExecSession session = rig.manager.claim(id);

        assertEquals(
                "unable to find user nosuch: no matching entries in passwd file",
                message(
                        EngineException.InvalidParameter.class,
                        () -> rig.manager.start(session, true, null)));
        assertEquals(126, assertInstanceOf(Exited.class, rig.state(id)).code());
    }

    @Test
    void whatRunsWithoutAClientHasNoStreams() {
        ExecSession session = rig.manager.claim(rig.created("true"));
        rig.manager.start(session, false, null);

        assertNull(session.client());
        assertEquals(Set.of(), rig.io.open());
        assertEquals("", rig.tasks.lastExec().stdout());
        rig.ends(session, 0);
    }

    @Test
    void aTerminalIsReadEvenIfNobodyLooks() {
        ExecSession session =
                rig.manager.claim(rig.manager.create("web", ExecRig.spec(true, "true")).value());
        rig.manager.start(session, false, new ConsoleSize(33, 99));

        assertNull(session.client());
        assertEquals("/fifo/stdout", rig.tasks.lastExec().stdout());
        assertEquals("", rig.tasks.lastExec().stdin());
        String process = new String(rig.tasks.lastExec().processJson(), StandardCharsets.UTF_8);
        assertTrue(process.contains("\"consoleSize\":{\"height\":33,\"width\":99}"), process);
        assertTrue(process.contains("TERM=xterm"), process);
    }

    @Test
    void anEndThatIsKnownBeforeTheStartWaitsForIt() {
        rig.tasks.onExecStart(
                (container, exec) -> {
                    var ended = rig.tasks.endExec(exec, 5, rig.containers.clock.instant());
                    rig.exits.exited(container, exec, 5, ended.exitedAt());
                });
        String id = rig.started("true").id().value();

        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertEquals(
                                        5, assertInstanceOf(Exited.class, rig.state(id)).code()));
    }

    @Test
    void aStartThatCannotBeStoredIsTakenBack() {
        String id = rig.created("true");
        ExecSession session = rig.manager.claim(id);
        rig.rows.failNextWrites(1);

        assertEquals(
                "cannot write metadata: disk is full",
                message(
                        EngineException.Unavailable.class,
                        () -> rig.manager.start(session, true, null)));
        assertTrue(rig.tasks.calls().contains("killExec " + id + " 9"));
        assertInstanceOf(Exited.class, rig.state(id));
        assertEquals(Set.of(), rig.io.open());
    }

    @Test
    void clientsGetWhatTheyAskedFor() {
        ExecSession session = rig.started("cat");

        assertNotNull(session.client());
        assertTrue(rig.io.last().openStdin());
        assertTrue(rig.io.last().client().stderr());
        rig.io.last().closeStdin().run();
        assertTrue(rig.tasks.calls().stream().anyMatch(call -> call.startsWith("closeStdin")));
    }
}
