package dev.joey.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line and the configuration file say together, checked, with the defaults of the
 * two roots.
 */
public final class DaemonConfiguration {
    private static final String DEFAULT_DATA_ROOT = "/var/lib/joey";
    private static final String DEFAULT_EXEC_ROOT = "/run/joey";
    private static final String RUNC = "runc";

    private final CommandLineOptions commandLine;
    private final String configFile;
    private final Settings settings;

    private DaemonConfiguration(
            CommandLineOptions commandLine, String configFile, Settings settings) {
        this.commandLine = commandLine;
        this.configFile = configFile;
        this.settings = settings;
    }

    /** What the user wants done. */
    public enum Wish {
        RUN,
        VALIDATE,
        SHOW_VERSION,
        SHOW_HELP
    }

    /**
     * Reads both sources.
     *
     * @param arguments those after {@code daemon}
     * @throws BadConfiguration if an option, a key or a value is not known, if both sources give
     *     the same setting, or if settings contradict one another
     */
    public static DaemonConfiguration of(String... arguments) throws BadConfiguration {
        CommandLineOptions commandLine = CommandLineOptions.parse(arguments);
        String configFile = commandLine.configFile().orElse(ConfigFile.DEFAULT);
        if (commandLine.wish() == Wish.SHOW_HELP || commandLine.wish() == Wish.SHOW_VERSION) {
            return new DaemonConfiguration(commandLine, configFile, commandLine.settings());
        }
        Settings file = ConfigFile.read(configFile, commandLine.configFile().isPresent());
        Settings both = Settings.merge(commandLine.settings(), file, configFile);
        DaemonConfiguration configuration = new DaemonConfiguration(commandLine, configFile, both);
        configuration.check();
        return configuration;
    }

    /** The options of {@code joey daemon}, for people. */
    public static String help() {
        return CommandLineOptions.help();
    }

    public Wish wish() {
        return commandLine.wish();
    }

    /** Where all that survives a reboot lives. */
    public Path dataRoot() {
        return Path.of(settings.text(Setting.DATA_ROOT).orElse(DEFAULT_DATA_ROOT)).normalize();
    }

    /** Where all that does not survive a reboot lives. */
    public Path execRoot() {
        return Path.of(settings.text(Setting.EXEC_ROOT).orElse(DEFAULT_EXEC_ROOT)).normalize();
    }

    /** The file that holds the process id. */
    public Path pidfile() {
        return settings.text(Setting.PIDFILE)
                .map(Path::of)
                .orElseGet(() -> execRoot().resolve("joey.pid"));
    }

    /** Runtimes that want arguments of their own: the path and those arguments, by name. */
    public Map<String, List<String>> wrappedRuntimes() {
        Map<String, List<String>> wrapped = new LinkedHashMap<>();
        Settings.Pairs runtimes = settings.pairs(Setting.RUNTIMES);
        runtimes.arguments()
                .forEach(
                        (name, arguments) -> {
                            List<String> words = new java.util.ArrayList<>(arguments);
                            words.addFirst(runtimes.texts().get(name));
                            wrapped.put(name, words);
                        });
        return wrapped;
    }

    /**
     * The properties that Quarkus and {@link EngineConfig} read.
     *
     * @param wrappers scripts that stand for the runtimes of {@link #wrappedRuntimes()}
     */
    public Map<String, String> properties(Map<String, Path> wrappers) {
        Properties properties = new Properties();
        for (Setting setting : settings.keys()) {
            if (!setting.property().isEmpty()) {
                properties.add(setting.property(), settings.find(setting).orElseThrow());
            }
        }
        wrappers.forEach(
                (name, script) -> properties.add("joey.runtimes.\"" + name + "\"", script));
        properties.add("joey.data-root", dataRoot());
        properties.add("joey.exec-root", execRoot());
        properties.add("joey.hosts", new Settings.Many(hosts()));
        properties.add("joey.pidfile", pidfile());
        properties.add("joey.config-file", configFile);
        properties.add(
                "joey.command-line-keys",
                new Settings.Many(
                        commandLine.settings().keys().stream().map(Setting::key).toList()));
        LogLevel level =
                LogLevel.of(
                        settings.isOn(Setting.DEBUG, false),
                        settings.text(Setting.LOG_LEVEL).orElse("info"));
        properties.add("quarkus.log.category.\"dev.joey\".level", level.ours());
        properties.add("quarkus.log.level", level.others());
        return properties.asMap();
    }

    private List<String> hosts() {
        List<String> hosts = settings.texts(Setting.HOSTS);
        return hosts.isEmpty() ? List.of("unix://" + execRoot().resolve("joey.sock")) : hosts;
    }

    private void check() throws BadConfiguration {
        Values.host("the default of --host under --exec-root", hosts().getFirst());
        if (dataRoot().equals(execRoot())) {
            throw new BadConfiguration("--data-root and --exec-root need two folders");
        }
        checkLabels(settings.texts(Setting.LABELS));
        checkRuntimes();
        checkTcp();
    }

    static void checkLabels(List<String> labels) throws BadConfiguration {
        Set<String> keys = new HashSet<>();
        for (String label : labels) {
            String key = label.substring(0, label.indexOf('='));
            if (!keys.add(key)
                    && labels.stream().distinct().filter(l -> l.startsWith(key + "=")).count()
                            > 1) {
                throw new BadConfiguration("conflict labels for " + key);
            }
        }
    }

    private void checkRuntimes() throws BadConfiguration {
        Map<String, String> runtimes = settings.pairs(Setting.RUNTIMES).texts();
        if (runtimes.containsKey(RUNC)) {
            throw new BadConfiguration("runtime name 'runc' is reserved");
        }
        for (Map.Entry<String, String> runtime : runtimes.entrySet()) {
            if (runtime.getValue().isBlank()) {
                throw new BadConfiguration("runtime " + runtime.getKey() + " has no path");
            }
        }
        Optional<String> chosen = settings.text(Setting.DEFAULT_RUNTIME);
        if (chosen.isPresent()
                && !chosen.get().equals(RUNC)
                && !runtimes.containsKey(chosen.get())) {
            throw new BadConfiguration(
                    "specified default runtime '" + chosen.get() + "' does not exist");
        }
    }

    // Whoever reaches an open tcp listener is root on the host, so it takes two options to open
    // one.
    private void checkTcp() throws BadConfiguration {
        Optional<String> tcp =
                hosts().stream().filter(host -> host.startsWith("tcp://")).findFirst();
        if (tcp.isEmpty()) {
            return;
        }
        boolean open =
                !settings.isOn(Setting.TLS, true) && settings.isOn(Setting.INSECURE_TCP, false);
        boolean mutual =
                settings.isOn(Setting.TLS, true)
                        && settings.find(Setting.TLS_CA_CERT).isPresent()
                        && settings.find(Setting.TLS_CERT).isPresent()
                        && settings.find(Setting.TLS_KEY).isPresent();
        if (!open && !mutual) {
            throw new BadConfiguration(
                    tcp.get()
                            + " needs --tlscacert, --tlscert and --tlskey; without TLS whoever reaches"
                            + " it is root here, which takes --tls=false --insecure-tcp");
        }
    }

    /** Gathers properties; lists become indexed ones, pairs quoted ones. */
    private static final class Properties {
        private final Map<String, String> texts = new LinkedHashMap<>();

        void add(String name, Object value) {
            switch (value) {
                case Settings.Many many -> {
                    for (int i = 0; i < many.texts().size(); i++) {
                        put(name + "[" + i + "]", many.texts().get(i));
                    }
                }
                case Settings.Pairs pairs -> {
                    pairs.texts().forEach((key, text) -> put(name + ".\"" + key + "\"", text));
                    pairs.arguments()
                            .forEach(
                                    (key, words) ->
                                            add(
                                                    "joey.runtime-args.\"" + key + "\"",
                                                    new Settings.Many(words)));
                }
                default -> put(name, value.toString());
            }
        }

        // A dollar would begin an expression of the configuration reader.
        private void put(String name, String text) {
            texts.put(name, text.replace("$", "$$"));
        }

        Map<String, String> asMap() {
            return Map.copyOf(texts);
        }
    }
}
