package dev.joey.http;

import io.vertx.core.impl.transports.EpollTransport;

/**
 * Vert.x's epoll transport as a service. Quarkus puts the JDK's transport in its place in native
 * images, which has no half-close on unix sockets; a service is asked before that.
 */
public final class EpollTransportService extends EpollTransport {
    /** Called by the service loader. */
    public EpollTransportService() {
        super();
    }
}
