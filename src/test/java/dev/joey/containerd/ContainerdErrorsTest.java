package dev.joey.containerd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException;
import io.grpc.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContainerdErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, NotFound",
        "ALREADY_EXISTS, Conflict",
        "FAILED_PRECONDITION, Conflict",
        "INVALID_ARGUMENT, InvalidParameter",
        "UNIMPLEMENTED, NotImplemented",
        "UNAVAILABLE, Unavailable",
        "DEADLINE_EXCEEDED, Unavailable",
        "UNKNOWN, Internal",
        "CANCELLED, Internal",
        "INTERNAL, Internal",
        "OUT_OF_RANGE, Internal",
        "RESOURCE_EXHAUSTED, Internal"
    })
    void eachCodeHasItsClass(Status.Code code, String name) {
        assertEquals(
                name,
                translated(code.toStatus().withDescription("why")).getClass().getSimpleName());
    }

    @ParameterizedTest
    @EnumSource
    void noCodeIsLeftOut(Status.Code code) {
        assertInstanceOf(EngineException.class, translated(code.toStatus()));
    }

    @Test
    void theDescriptionIsTheMessage() {
        assertEquals(
                "task c1: not found",
                translated(Status.NOT_FOUND.withDescription("task c1: not found")).getMessage());
        assertEquals("NOT_FOUND", translated(Status.NOT_FOUND).getMessage());
    }

    @Test
    void anAbsentContainerdIsNamed() {
        assertEquals(
                "containerd is not available: io exception",
                translated(Status.UNAVAILABLE.withDescription("io exception")).getMessage());
    }

    @Test
    void onlyWhatIsNotFoundIsEmpty() {
        assertEquals(Optional.of(1), ContainerdErrors.ifFound(() -> 1));
        assertEquals(Optional.empty(), ContainerdErrors.ifFound(() -> failing(Status.NOT_FOUND)));
        assertThrows(
                EngineException.Conflict.class,
                () -> ContainerdErrors.ifFound(() -> failing(Status.ALREADY_EXISTS)));
    }

    @Test
    void anIngestionThatAnotherWritesIsToldFromAnAbsentContainerd() {
        assertEquals(
                true,
                ContainerdErrors.ingestionLocked(
                        Status.UNAVAILABLE
                                .withDescription("ref layer-1 locked for 1s: unavailable")
                                .asException()));
        assertEquals(
                false,
                ContainerdErrors.ingestionLocked(
                        Status.UNAVAILABLE.withDescription("io exception").asException()));
        assertEquals(false, ContainerdErrors.ingestionLocked(Status.UNAVAILABLE.asException()));
    }

    private static EngineException translated(Status status) {
        return assertThrows(
                EngineException.class, () -> ContainerdErrors.calling(() -> failing(status)));
    }

    private static Integer failing(Status status) {
        throw status.asRuntimeException();
    }
}
