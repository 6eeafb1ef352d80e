package dev.joey.container;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.container.wire.CreateBody;
import dev.joey.container.wire.HealthcheckBody;
import dev.joey.oci.RunConfig;

/** The config that a commit may bring along; only what images have of it is taken. */
final class CommitWire {
    private CommitWire() {}

    static RunConfig config(CreateBody body) {
        return new RunConfig(
                body.user(),
                body.exposedPorts() == null ? null : body.exposedPorts().keySet(),
                body.env(),
                body.entrypoint(),
                body.cmd(),
                body.volumes() == null ? null : body.volumes().keySet(),
                body.workingDir(),
                body.labels(),
                body.stopSignal(),
                body.onBuild(),
                body.shell(),
                body.healthcheck() == null ? null : json(body.healthcheck()));
    }

    private static String json(HealthcheckBody check) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (check.test() != null) {
            check.test().forEach(json.putArray("Test")::add);
        }
        put(json, "Interval", check.interval());
        put(json, "Timeout", check.timeout());
        put(json, "StartPeriod", check.startPeriod());
        put(json, "StartInterval", check.startInterval());
        put(json, "Retries", check.retries());
        return json.toString();
    }

    private static void put(ObjectNode json, String name, long value) {
        if (value != 0) {
            json.put(name, value);
        }
    }
}
