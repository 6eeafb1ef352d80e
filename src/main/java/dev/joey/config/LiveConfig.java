package dev.joey.config;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** The settings that a reload changes while the daemon runs. Ask here, not {@link EngineConfig}. */
@Singleton
public class LiveConfig {
    private final EngineConfig started;
    private volatile Live live;

    LiveConfig(EngineConfig started) {
        this.started = started;
        this.live =
                new Live(
                        started.labels().orElse(List.of()),
                        started.debug(),
                        started.logLevel(),
                        started.shutdownTimeout());
    }

    /**
     * One consistent set of values.
     *
     * @param labels {@code key=value}
     * @param logLevel as the user named it; {@code debug} overrules it
     * @param shutdownTimeoutSeconds how long a stopping daemon waits for its requests
     */
    public record Live(
            List<String> labels, boolean debug, String logLevel, int shutdownTimeoutSeconds) {
        public Live {
            labels = List.copyOf(labels);
        }

        /** The level that both log settings mean together. */
        public LogLevel level() {
            return LogLevel.of(debug, logLevel);
        }
    }

    /** The values now. */
    public Live now() {
        return live;
    }

    /**
     * Reads the configuration file again and takes up labels, debug, log-level and
     * shutdown-timeout; all else waits for a restart. A setting that is no longer in the file goes
     * back to what the command line or the default says.
     *
     * @throws BadConfiguration if the file is wrong or sets what the command line has set; then
     *     nothing changes
     */
    public synchronized Live reload() throws BadConfiguration {
        String name = started.configFile().map(Object::toString).orElse(ConfigFile.DEFAULT);
        Settings file = ConfigFile.read(name, false);
        Set<String> flags = Set.copyOf(started.commandLineKeys().orElse(List.of()));
        for (Setting setting : file.keys()) {
            if (setting != Setting.RUNTIMES && flags.contains(setting.key())) {
                throw new BadConfiguration(
                        "unable to configure the Joey daemon with file "
                                + name
                                + ": the following directives are specified both as a flag and in"
                                + " the configuration file: "
                                + setting.key());
            }
        }
        DaemonConfiguration.checkLabels(file.texts(Setting.LABELS));
        live = merged(file, flags);
        return live;
    }

    private Live merged(Settings file, Set<String> flags) {
        List<String> labels =
                flags.contains(Setting.LABELS.key())
                        ? started.labels().orElse(List.of())
                        : file.texts(Setting.LABELS);
        boolean debug =
                flags.contains(Setting.DEBUG.key())
                        ? started.debug()
                        : file.isOn(Setting.DEBUG, false);
        String level =
                flags.contains(Setting.LOG_LEVEL.key())
                        ? started.logLevel()
                        : file.text(Setting.LOG_LEVEL).orElse("info");
        int timeout =
                flags.contains(Setting.SHUTDOWN_TIMEOUT.key())
                        ? started.shutdownTimeout()
                        : file.text(Setting.SHUTDOWN_TIMEOUT).map(Integer::parseInt).orElse(15);
        return new Live(labels, debug, level, timeout);
    }
}
