package dev.joey.containerd;

import dev.joey.error.EngineException;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.Supplier;

/** The only reader of gRPC status: turns containerd's failures into ours. */
final class ContainerdErrors {
    private ContainerdErrors() {}

    /** Makes a call; its failure leaves as an {@link EngineException}. */
    static <T> T calling(Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            throw of(e);
        }
    }

    /** Makes a call; empty if containerd does not know the object. */
    static <T> Optional<T> ifFound(Supplier<T> call) {
        try {
            return Optional.of(calling(call));
        } catch (EngineException.NotFound absent) {
            return Optional.empty();
        }
    }

    static EngineException of(StatusRuntimeException e) {
        return of(e.getStatus(), e);
    }

    static EngineException of(StatusException e) {
        return of(e.getStatus(), e);
    }

    private static EngineException of(Status status, Exception cause) {
        String message = message(status);
        return switch (status.getCode()) {
            case NOT_FOUND -> new EngineException.NotFound(message);
            case ALREADY_EXISTS, FAILED_PRECONDITION -> new EngineException.Conflict(message);
            case INVALID_ARGUMENT -> new EngineException.InvalidParameter(message, cause);
            case UNIMPLEMENTED -> new EngineException.NotImplemented(message);
            case UNAVAILABLE ->
                    new EngineException.Unavailable(
                            "containerd is not available: " + message, cause);
            case DEADLINE_EXCEEDED ->
                    new EngineException.Unavailable(
                            "containerd did not answer in time: " + message, cause);
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    ABORTED,
                    OUT_OF_RANGE,
                    INTERNAL,
                    DATA_LOSS,
                    UNAUTHENTICATED ->
                    new EngineException.Internal(message, cause);
        };
    }

    private static String message(Status status) {
        return status.getDescription() == null ? status.getCode().name() : status.getDescription();
    }

    /** What is asked for is there already. */
    static boolean alreadyExists(StatusException e) {
        return e.getStatus().getCode() == Status.Code.ALREADY_EXISTS;
    }

    /** A condition of the request, as a digest or a size, does not hold. */
    static boolean failedPrecondition(StatusException e) {
        return e.getStatus().getCode() == Status.Code.FAILED_PRECONDITION;
    }

    /** Another stream writes the same ingestion; containerd has no code of its own for this. */
    static boolean ingestionLocked(StatusException e) {
        return e.getStatus().getCode() == Status.Code.UNAVAILABLE
                && message(e.getStatus()).contains("locked");
    }
}
