package dev.joey.http;

import dev.joey.error.EngineException;

/** The one place that knows which HTTP status an {@link EngineException} is. */
final class HttpStatuses {
    private HttpStatuses() {}

    static int of(EngineException failure) {
        return switch (failure) {
            case EngineException.NotModified _ -> 304;
            case EngineException.InvalidParameter _ -> 400;
            case EngineException.Unauthorized _ -> 401;
            case EngineException.Forbidden _ -> 403;
            case EngineException.NotFound _ -> 404;
            case EngineException.Conflict _ -> 409;
            case EngineException.Internal _ -> 500;
            case EngineException.NotImplemented _ -> 501;
            case EngineException.Unavailable _ -> 503;
        };
    }
}
