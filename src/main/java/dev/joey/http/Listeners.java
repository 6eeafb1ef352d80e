package dev.joey.http;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The doors of the API. Opened by the engine itself when all that was left from an earlier run is
 * reconciled, and not by Quarkus, which would do it before.
 */
@Singleton
public class Listeners {
    private static final Logger LOG = Logger.getLogger(Listeners.class);

    /** As Go's server has it for all of a request's head. */
    private static final int HEAD_BYTES = 1024 * 1024;

    /** Finds clients of TCP that vanished without a word. */
    private static final int KEEP_ALIVE_SECONDS = 15;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final EngineConfig config;
    private final ErrorResponse errors;
    private final List<Listener> open = new ArrayList<>();

    Listeners(Vertx vertx, EngineConfig config, ErrorResponse errors) {
        this.vertx = vertx;
        this.config = config;
        this.errors = errors;
    }

    /**
     * Opens all configured addresses, or none.
     *
     * @throws EngineException.InvalidParameter if an address is malformed or tcp would be open to
     *     everybody
     * @throws EngineException.Conflict if an address is in use
     */
    public void open() {
        open(config.hosts());
    }

    synchronized void open(List<String> hosts) {
        List<ListenAddress> addresses =
                hosts.stream()
                        .map(host -> ListenAddress.parse(host.strip(), config.tls().enabled()))
                        .toList();
        if (addresses.stream().anyMatch(ListenAddress.Tcp.class::isInstance)) {
            requireSafeTcp();
        }
        try {
            addresses.forEach(this::open);
        } catch (RuntimeException e) {
            close(Duration.ZERO);
            throw e;
        }
    }

    private void open(ListenAddress address) {
        HttpServerOptions options =
                switch (address) {
                    case ListenAddress.Unix _ -> plain();
                    case ListenAddress.Tcp _ -> config.tls().enabled() ? tls() : plain();
                };
        Listener listener =
                Listener.open(
                        vertx,
                        address,
                        options,
                        config.group(),
                        new Listener.Handlers(this::serve, this::refuse));
        open.add(listener);
        LOG.infof("API listens on %s", listener.address());
    }

    /** The addresses that are open, as {@code unix:///path} or {@code tcp://address:port}. */
    public synchronized List<String> addresses() {
        return open.stream().map(listener -> listener.address().toString()).toList();
    }

    /**
     * Lets nobody in any more, waits for the responses that are under way, and hangs up. Endless
     * streams and hijacked connections are not waited for. Does nothing when nothing is open.
     *
     * @param patience the longest wait for all responses together
     */
    public synchronized void close(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        open.forEach(Listener::stopAccepting);
        try {
            for (Listener listener : open) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                if (!listener.connections().awaitIdle(left)) {
                    LOG.warnf("requests on %s are cut off", listener.address());
                }
            }
            for (Listener listener : open) {
                listener.close(CLOSE_PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        open.clear();
    }

    private void serve(HttpServerRequest request) {
        try {
            URI _ = new URI(request.uri());
        } catch (URISyntaxException e) {
            errors.send(request.response(), 400, "malformed request target: " + e.getReason());
            return;
        }
        Handler<HttpServerRequest> root = VertxHttpRecorder.getRootHandler();
        root.handle(request);
    }

    private void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status =
                switch (cause) {
                    case TooLongHttpLineException _ -> 414;
                    case TooLongHttpHeaderException _ -> 431;
                    case null, default -> 400;
                };
        errors.send(request.response(), status, UnexpectedExceptionMapper.message(cause));
    }

    // No time-outs anywhere: an attach, a wait or an upload may be quiet for days.
    private static HttpServerOptions plain() {
        HttpServerOptions options = new HttpServerOptions();
        options.setIdleTimeout(0).setReadIdleTimeout(0).setWriteIdleTimeout(0);
        options.setMaxInitialLineLength(HEAD_BYTES).setMaxHeaderSize(HEAD_BYTES);
        options.setHttp2ClearTextEnabled(false).setUseAlpn(false);
        options.setTcpKeepAlive(true);
        options.setTcpKeepAliveIdleSeconds(KEEP_ALIVE_SECONDS);
        options.setTcpKeepAliveIntervalSeconds(KEEP_ALIVE_SECONDS);
        return options;
    }

    private HttpServerOptions tls() {
        EngineConfig.Tls tls = config.tls();
        HttpServerOptions options = plain();
        options.setSsl(true).setClientAuth(ClientAuth.REQUIRED);
        options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
        options.setKeyCertOptions(
                new PemKeyCertOptions()
                        .addCertPath(file(tls.cert(), "cert").toString())
                        .addKeyPath(file(tls.key(), "key").toString()));
        options.setTrustOptions(
                new PemTrustOptions().addCertPath(file(tls.caCert(), "ca-cert").toString()));
        return options;
    }

    private void requireSafeTcp() {
        EngineConfig.Tls tls = config.tls();
        if (tls.enabled()) {
            file(tls.caCert(), "ca-cert");
            file(tls.cert(), "cert");
            file(tls.key(), "key");
        } else if (!tls.insecureTcp()) {
            throw new EngineException.InvalidParameter(
                    "a tcp listener without TLS gives root on this host to everybody who can reach"
                            + " it; it needs both tls.enabled=false (--tls=false) and"
                            + " tls.insecure-tcp=true (--insecure-tcp)");
        } else {
            LOG.warn("tcp listeners are open WITHOUT TLS: whoever reaches them is root here");
        }
    }

    private static Path file(Optional<Path> path, String name) {
        if (path.isEmpty()) {
            throw new EngineException.InvalidParameter(
                    "a tcp listener needs mutual TLS: tls."
                            + name
                            + " is missing (or set both tls.enabled=false and"
                            + " tls.insecure-tcp=true)");
        }
        if (!Files.isReadable(path.get())) {
            throw new EngineException.InvalidParameter(
                    "cannot read tls." + name + " " + path.get());
        }
        return path.get();
    }
}
