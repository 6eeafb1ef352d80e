package dev.joey.container.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a process in a container: the engine's defaults, then what image and user
 * said, in their order; HOME from the image's passwd file comes last where nobody set it. Nothing
 * is ever taken from the daemon's own environment.
 */
public final class EnvironmentSection {
    /** Where commands are looked for when nobody said. */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private EnvironmentSection() {}

    /**
     * The environment.
     *
     * @param hostname empty or null if the container has none of its own
     * @param given {@code NAME=value}; a name without {@code =} takes the variable away
     * @param home of the process's user
     */
    public static List<String> of(String hostname, boolean tty, List<String> given, String home) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", PATH);
        if (hostname != null && !hostname.isEmpty()) {
            variables.put("HOSTNAME", hostname);
        }
        if (tty) {
            variables.put("TERM", "xterm");
        }
        for (String entry : given) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                variables.remove(entry);
            } else {
                variables.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        // The runtime counts an empty HOME as absent, too.
        if (variables.getOrDefault("HOME", "").isEmpty()) {
            variables.put("HOME", home);
        }
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }
}
