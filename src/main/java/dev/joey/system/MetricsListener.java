package dev.joey.system;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Serves {@code /metrics}, and it alone, at {@code --metrics-addr}: plain HTTP, as dockerd does.
 */
@ApplicationScoped
@SuppressWarnings("deprecation") // The registry that Quarkus' extension of this version brings.
class MetricsListener {
    private static final Logger LOG = Logger.getLogger(MetricsListener.class);

    private final EngineConfig config;
    private final Vertx vertx;
    private final PrometheusMeterRegistry registry;

    MetricsListener(EngineConfig config, Vertx vertx, PrometheusMeterRegistry registry) {
        this.config = config;
        this.vertx = vertx;
        this.registry = registry;
    }

    void open(@Observes StartupEvent started) {
        config.metricsAddr().ifPresent(this::open);
    }

    private void open(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        int port = Integer.parseInt(address.substring(colon + 1));
        try {
            HttpServer server =
                    vertx.createHttpServer()
                            .requestHandler(this::answer)
                            .listen(port, host.isEmpty() ? "0.0.0.0" : host)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);
            LOG.infof("metrics at http://%s/metrics (port %d)", address, server.actualPort());
        } catch (ExecutionException | TimeoutException failure) {
            throw new EngineException.Unavailable(
                    "cannot listen for metrics at " + address + ": " + failure.getMessage(),
                    failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("the start was interrupted", interrupted);
        }
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/metrics")) {
            vertx.executeBlocking(() -> registry.scrape())
                    .onSuccess(
                            text ->
                                    request.response()
                                            .putHeader(
                                                    "Content-Type",
                                                    "text/plain; version=0.0.4; charset=utf-8")
                                            .end(text))
                    .onFailure(_ -> request.response().setStatusCode(500).end());
        } else {
            request.response().setStatusCode(404).end();
        }
    }
}
