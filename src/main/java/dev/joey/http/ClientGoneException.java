package dev.joey.http;

/** The client of a stream left, or its connection broke: there is nobody to write to any more. */
public final class ClientGoneException extends RuntimeException {
    /** Makes one with what was being done. */
    public ClientGoneException(String message) {
        super(message);
    }
}
