package dev.joey.error;

/**
 * A failure the caller of the engine can act on. The subclass says what the caller may do about it;
 * {@code dev.joey.http.HttpStatuses} alone turns it into an HTTP status. The message is shown to
 * users as it is.
 */
public abstract sealed class EngineException extends RuntimeException {
    private EngineException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The request can never succeed as sent. */
    public static final class InvalidParameter extends EngineException {
        public InvalidParameter(String message) {
            super(message, null);
        }

        public InvalidParameter(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The caller did not prove who it is. */
    public static final class Unauthorized extends EngineException {
        public Unauthorized(String message) {
            super(message, null);
        }
    }

    /** The caller is known and may not do this, or the object may never be treated so. */
    public static final class Forbidden extends EngineException {
        public Forbidden(String message) {
            super(message, null);
        }
    }

    /** The named object does not exist. */
    public static final class NotFound extends EngineException {
        public NotFound(String message) {
            super(message, null);
        }
    }

    /** The object exists, but its present state or name forbids the operation. */
    public static final class Conflict extends EngineException {
        public Conflict(String message) {
            super(message, null);
        }
    }

    /** The object is already as the caller asked. */
    public static final class NotModified extends EngineException {
        public NotModified(String message) {
            super(message, null);
        }
    }

    /**
     * The request asks for something that this version of the engine does not do; the message names
     * it.
     */
    public static final class NotImplemented extends EngineException {
        public NotImplemented(String message) {
            super(message, null);
        }
    }

    /**
     * A part the engine stands on (containerd, the kernel, the disk) did not answer; a retry may
     * succeed.
     */
    public static final class Unavailable extends EngineException {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A fault of the engine or of the host; the caller can do nothing about it. */
    public static final class Internal extends EngineException {
        public Internal(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
