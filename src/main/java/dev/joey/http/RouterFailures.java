package dev.joey.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Answers in JSON what fails before or outside of JAX-RS. */
@ApplicationScoped
class RouterFailures {
    private static final Logger LOG = Logger.getLogger(RouterFailures.class);

    private final ErrorResponse errors;

    RouterFailures(ErrorResponse errors) {
        this.errors = errors;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MAX_VALUE - 1).failureHandler(this::handle);
    }

    private void handle(RoutingContext context) {
        Throwable failure = context.failure();
        int status = context.statusCode() > 0 ? context.statusCode() : 500;
        if (status >= 500 && !context.response().ended()) {
            LOG.error(context.request().method() + " " + context.request().path(), failure);
        }
        String message =
                status == 404 ? "page not found" : UnexpectedExceptionMapper.message(failure);
        errors.send(context.response(), status, message);
    }
}
