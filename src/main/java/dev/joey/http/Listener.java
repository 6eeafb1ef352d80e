package dev.joey.http;

import dev.joey.error.EngineException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One open address, served by several event loops. */
final class Listener {
    private static final Duration BIND_PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final ListenAddress address;
    private final UnixSocketFile file;
    private final Connections connections;
    private final String deployment;
    private final int port;

    private Listener(
            Vertx vertx,
            ListenAddress address,
            UnixSocketFile file,
            Connections connections,
            String deployment,
            int port) {
        this.vertx = vertx;
        this.address = address;
        this.file = file;
        this.connections = connections;
        this.deployment = deployment;
        this.port = port;
    }

    /** What serves the requests of a listener. */
    record Handlers(Handler<HttpServerRequest> valid, Handler<HttpServerRequest> invalid) {}

    /**
     * Binds and serves.
     *
     * @param options with TLS, if any
     * @param group of unix sockets
     * @throws EngineException.Conflict if the address is in use
     */
    static Listener open(
            Vertx vertx,
            ListenAddress address,
            HttpServerOptions options,
            String group,
            Handlers handlers) {
        UnixSocketFile file =
                address instanceof ListenAddress.Unix unix
                        ? UnixSocketFile.prepare(unix.path())
                        : null;
        SocketAddress bind =
                switch (address) {
                    case ListenAddress.Unix _ ->
                            SocketAddress.domainSocketAddress(file.bindPath().toString());
                    case ListenAddress.Tcp tcp ->
                            SocketAddress.inetSocketAddress(tcp.port(), tcp.host());
                };
        Connections connections = new Connections(options);
        Ports ports = new Ports();
        try {
            int loops =
                    bind.isInetSocket() && bind.port() == 0
                            ? 1
                            : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
            String deployment =
                    await(
                            vertx.deployVerticle(
                                            () ->
                                                    new Loop(
                                                            options,
                                                            bind,
                                                            connections,
                                                            handlers,
                                                            ports),
                                            new DeploymentOptions().setInstances(loops))
                                    .toCompletionStage()
                                    .toCompletableFuture(),
                            address);
            Listener listener =
                    new Listener(vertx, address, file, connections, deployment, ports.actual);
            if (file != null) {
                file.publish(group);
            }
            return listener;
        } catch (RuntimeException e) {
            if (file != null) {
                file.remove();
            }
            throw e;
        }
    }

    private static String await(CompletableFuture<String> bound, ListenAddress address) {
        try {
            return bound.get(BIND_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String reason = "cannot listen on " + address + ": " + reason(cause);
            if (cause instanceof BindException) {
                throw new EngineException.Conflict(reason);
            }
            throw new EngineException.Internal(reason, cause);
        } catch (TimeoutException e) {
            throw new EngineException.Internal("cannot listen on " + address + ": no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Internal("interrupted while opening " + address, e);
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** The address as it was asked for, with the port that a 0 became. */
    ListenAddress address() {
        return address instanceof ListenAddress.Tcp tcp
                ? new ListenAddress.Tcp(tcp.host(), port)
                : address;
    }

    Connections connections() {
        return connections;
    }

    /** Lets nobody in any more. */
    void stopAccepting() {
        if (file != null) {
            file.remove();
        }
        connections.beginDrain();
    }

    /** Hangs up on all. */
    void close(Duration patience) throws InterruptedException {
        connections.closeAll();
        try {
            vertx.undeploy(deployment)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new EngineException.Internal("cannot close " + address, e);
        }
    }

    /** What the loops found out. */
    private static final class Ports {
        private volatile int actual;
    }

    /** The server of one event loop; Vert.x lets those of one address share it. */
    private static final class Loop extends AbstractVerticle {
        private final HttpServerOptions options;
        private final SocketAddress bind;
        private final Connections connections;
        private final Handlers handlers;
        private final Ports ports;

        private Loop(
                HttpServerOptions options,
                SocketAddress bind,
                Connections connections,
                Handlers handlers,
                Ports ports) {
            this.options = options;
            this.bind = bind;
            this.connections = connections;
            this.handlers = handlers;
            this.ports = ports;
        }

        @Override
        public void start(Promise<Void> started) {
            HttpServer server =
                    vertx.createHttpServer(options)
                            .connectionHandler(connections::accept)
                            .invalidRequestHandler(handlers.invalid())
                            .requestHandler(handlers.valid());
            server.listen(bind)
                    .onSuccess(open -> ports.actual = open.actualPort())
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
