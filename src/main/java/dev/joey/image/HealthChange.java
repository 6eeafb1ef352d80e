package dev.joey.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.joey.error.EngineException;
import dev.joey.http.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** {@code HEALTHCHECK}. Source: Dockerfile reference, "HEALTHCHECK". */
final class HealthChange {
    private static final Map<String, String> DURATIONS =
            Map.of(
                    "interval", "Interval",
                    "timeout", "Timeout",
                    "start-period", "StartPeriod",
                    "start-interval", "StartInterval");

    private HealthChange() {}

    /**
     * Docker's Healthcheck object as JSON text.
     *
     * @param command reads a command line
     * @throws EngineException.InvalidParameter if it is malformed
     */
    static String of(String text, Function<String, List<String>> command) {
        ObjectNode check = JsonNodeFactory.instance.objectNode();
        String rest = text;
        while (rest.startsWith("--")) {
            String[] parts = rest.split("\\s+", 2);
            option(check, parts[0].substring(2));
            rest = parts.length == 2 ? parts[1] : "";
        }
        String[] parts = rest.split("\\s+", 2);
        ArrayNode test = check.putArray("Test");
        switch (parts[0].toUpperCase(Locale.ROOT)) {
            case "NONE" -> test.add("NONE");
            case "CMD" -> {
                if (parts.length < 2) {
                    throw new EngineException.InvalidParameter(
                            "Missing command after HEALTHCHECK CMD");
                }
                if (parts[1].startsWith("[")) {
                    test.add("CMD");
                    command.apply(parts[1]).forEach(test::add);
                } else {
                    test.add("CMD-SHELL").add(parts[1]);
                }
            }
            default ->
                    throw new EngineException.InvalidParameter(
                            "Unknown type \"%s\" in HEALTHCHECK (try CMD)".formatted(parts[0]));
        }
        return check.toString();
    }

    private static void option(ObjectNode check, String option) {
        String[] parts = option.split("=", 2);
        String value = parts.length == 2 ? parts[1] : "";
        if (parts[0].equals("retries")) {
            check.put("Retries", retries(value));
        } else if (DURATIONS.containsKey(parts[0])) {
            check.put(
                    DURATIONS.get(parts[0]),
                    GoDuration.parse(value)
                            .filter(length -> !length.isNegative())
                            .map(Duration::toNanos)
                            .orElseThrow(
                                    () ->
                                            new EngineException.InvalidParameter(
                                                    "invalid duration \"" + value + "\"")));
        } else {
            throw new EngineException.InvalidParameter("unknown flag: " + parts[0]);
        }
    }

    private static int retries(String value) {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new EngineException.InvalidParameter(
                    "invalid value for --retries: \"" + value + "\"", e);
        }
    }
}
