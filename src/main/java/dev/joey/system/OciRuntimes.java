package dev.joey.system;

import dev.joey.config.EngineConfig;
import dev.joey.error.EngineException;
import dev.joey.linux.Commands;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The OCI runtimes that containers may name, and what they say of themselves. */
@ApplicationScoped
class OciRuntimes {
    static final String RUNC = "runc";

    private static final Logger LOG = Logger.getLogger(OciRuntimes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EngineConfig config;
    private final Commands commands;
    private final Map<String, Program> programs = new ConcurrentHashMap<>();

    OciRuntimes(EngineConfig config, Commands commands) {
        this.config = config;
        this.commands = commands;
    }

    /**
     * A runtime as containers name it.
     *
     * @param path the binary, or its name when PATH has it
     * @param arguments its own, before the engine's; usually none
     */
    record Installed(String path, List<String> arguments) {
        Installed {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What a program answers to {@code --version}.
     *
     * @param version as {@code 1.1.5}; {@code N/A} if it does not say
     * @param commit as {@code v1.1.5-0-gf19387a6}; {@code N/A} if it does not say
     */
    record Program(String version, String commit) {
        static final Program UNKNOWN = new Program("N/A", "N/A");

        /**
         * Reads the answer of runc and its kin, {@code runc version 1.1.5} and {@code commit: …}.
         */
        static Program parse(String answer) {
            String version = UNKNOWN.version();
            String commit = UNKNOWN.commit();
            for (String line : answer.lines().map(String::strip).toList()) {
                int at = line.indexOf(" version ");
                if (at > 0 && version.equals(UNKNOWN.version())) {
                    String[] words = line.substring(at + " version ".length()).split(" ", -1);
                    version = words[0];
                    // tini writes both in a line: tini version 0.19.0 - git.de40ad0
                    if (words.length > 2 && words[2].startsWith("git.")) {
                        commit = words[2].substring("git.".length());
                    }
                } else if (line.startsWith("commit: ")) {
                    commit = line.substring("commit: ".length());
                }
            }
            return new Program(version, commit);
        }
    }

    /** All runtimes by name, {@code runc} among them. */
    Map<String, Installed> all() {
        Map<String, Installed> all = new TreeMap<>();
        all.put(RUNC, new Installed(RUNC, List.of()));
        config.runtimes()
                .forEach(
                        (name, path) ->
                                all.put(
                                        name,
                                        new Installed(
                                                path,
                                                config.runtimeArgs()
                                                        .getOrDefault(name, List.of()))));
        return all;
    }

    /** What runc says of itself; asked once. */
    Program runc() {
        return program(config.runtimes().getOrDefault(RUNC, RUNC));
    }

    /** What the init of {@code --init} says of itself; asked once. */
    Program init(String path) {
        return program(path);
    }

    private Program program(String path) {
        return programs.computeIfAbsent(path, this::ask);
    }

    private Program ask(String path) {
        try {
            return Program.parse(
                    commands.run(List.of(path, "--version"), new byte[0], PATIENCE).out());
        } catch (EngineException.Unavailable silent) {
            LOG.debugf(silent, "%s does not say its version", path);
            return Program.UNKNOWN;
        }
    }
}
