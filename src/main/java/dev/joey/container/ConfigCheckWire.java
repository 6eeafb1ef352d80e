package dev.joey.container;

import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.HealthcheckBody;
import dev.joey.error.EngineException.InvalidParameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Checks the portable half of a create request, with dockerd 28's texts. */
final class ConfigCheckWire {
    /** The longest name sethostname(2) takes. */
    private static final int HOST_NAME_MAX = 64;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private ConfigCheckWire() {}

    /**
     * @throws InvalidParameter for the first thing that can never work
     */
    static void check(CreateBody body) {
        hostname(body.hostname());
        hostname(body.domainname());
        workingDir(body.workingDir());
        if (body.stopSignal() != null && !body.stopSignal().isEmpty()) {
            Signals.parse(body.stopSignal());
        }
        env(body.env());
        if (body.exposedPorts() != null) {
            body.exposedPorts().keySet().forEach(PortText::parse);
        }
        healthcheck(body.healthcheck());
    }

    /**
     * Docker takes any text and fails at start, when the kernel refuses it. What the kernel, the
     * hostname file or the hosts file cannot hold is refused here.
     */
    private static void hostname(String name) {
        if (name == null) {
            return;
        }
        boolean printable = name.chars().allMatch(c -> c > ' ' && c != 0x7f && c != '/');
        if (!printable || name.getBytes(StandardCharsets.UTF_8).length > HOST_NAME_MAX) {
            throw new InvalidParameter("invalid hostname format: " + name);
        }
    }

    private static void workingDir(String path) {
        if (path != null && !path.isEmpty() && !path.startsWith("/")) {
            throw new InvalidParameter(
                    "the working directory '"
                            + path
                            + "' is invalid, it needs to be an absolute path");
        }
    }

    private static void env(List<String> env) {
        if (env == null) {
            return;
        }
        for (String entry : env) {
            String text = Objects.requireNonNullElse(entry, "");
            if (text.isEmpty() || text.startsWith("=")) {
                throw new InvalidParameter("invalid environment variable: " + text);
            }
            if (text.indexOf('\0') >= 0) {
                throw new InvalidParameter("invalid environment variable: NUL is not allowed");
            }
        }
    }

    private static void healthcheck(HealthcheckBody health) {
        if (health == null) {
            return;
        }
        atLeastAMilli("Interval", health.interval());
        atLeastAMilli("Timeout", health.timeout());
        if (health.retries() < 0) {
            throw new InvalidParameter("Retries in Healthcheck cannot be negative");
        }
        atLeastAMilli("StartPeriod", health.startPeriod());
        atLeastAMilli("StartInterval", health.startInterval());
    }

    private static void atLeastAMilli(String field, long nanos) {
        if (nanos != 0 && nanos < NANOS_PER_MILLI) {
            throw new InvalidParameter(field + " in Healthcheck cannot be less than 1ms");
        }
    }
}
