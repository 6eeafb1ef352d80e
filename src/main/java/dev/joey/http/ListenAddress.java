package dev.joey.http;

import dev.joey.error.EngineException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where the API is served. */
sealed interface ListenAddress {
    /**
     * A unix socket.
     *
     * @param path absolute
     */
    record Unix(Path path) implements ListenAddress {
        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /**
     * A TCP port.
     *
     * @param host a name or a literal address, without brackets
     * @param port 1 to 65535, or 0 for any free one
     */
    record Tcp(String host, int port) implements ListenAddress {
        @Override
        public String toString() {
            return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** The default ports of tcp. Source: opts/hosts.go of Docker. */
    int TLS_PORT = 2376;

    int PLAIN_PORT = 2375;

    /**
     * Reads {@code unix:///path} or {@code tcp://[address][:port]}; an address left out is the
     * loopback.
     *
     * @throws EngineException.InvalidParameter if it is neither
     */
    static ListenAddress parse(String text, boolean tls) {
        if (text.startsWith("unix://")) {
            return unix(text);
        }
        if (text.startsWith("tcp://")) {
            return tcp(text, tls ? TLS_PORT : PLAIN_PORT);
        }
        if (text.startsWith("fd://") || text.startsWith("npipe://")) {
            throw new EngineException.NotImplemented("cannot listen on " + text);
        }
        throw invalid(text);
    }

    private static ListenAddress unix(String text) {
        try {
            Path path = Path.of(text.substring("unix://".length()));
            if (!path.isAbsolute() || path.getFileName() == null) {
                throw new EngineException.InvalidParameter(
                        "invalid bind address (" + text + "): the path must be absolute");
            }
            return new Unix(path.normalize());
        } catch (InvalidPathException _) {
            throw invalid(text);
        }
    }

    private static ListenAddress tcp(String text, int defaultPort) {
        String rest = text.substring("tcp://".length());
        int bracket = rest.lastIndexOf(']');
        int colon = rest.lastIndexOf(':');
        String host = colon > bracket ? rest.substring(0, colon) : rest;
        String port = colon > bracket ? rest.substring(colon + 1) : "";
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":") || host.contains("/") || host.contains("[")) {
            throw invalid(text);
        }
        if (!port.isEmpty() && !port.matches("[0-9]{1,5}")) {
            throw invalid(text);
        }
        int number = port.isEmpty() ? defaultPort : Integer.parseInt(port);
        if (number > 65_535) {
            throw invalid(text);
        }
        return new Tcp(host.isEmpty() ? "127.0.0.1" : host, number);
    }

    private static EngineException.InvalidParameter invalid(String text) {
        return new EngineException.InvalidParameter(
                "invalid bind address ("
                        + text
                        + "): want unix:///absolute/path or tcp://address:port");
    }
}
