package dev.joey.config;

import dev.joey.config.DaemonConfiguration.Wish;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line of {@code joey daemon}.
 *
 * @param settings what was given, checked
 * @param configFile the named configuration file; empty if none was named
 * @param wish what to do
 */
record CommandLineOptions(
        Settings settings, Optional<String> configFile, DaemonConfiguration.Wish wish) {
    private static final String CONFIG_FILE = "--config-file";

    /**
     * Reads the arguments after {@code daemon}.
     *
     * @throws BadConfiguration naming the first argument that is no option or no value
     */
    static CommandLineOptions parse(String... arguments) throws BadConfiguration {
        for (String argument : arguments) {
            LaterOptions.refuseOption(argument);
        }
        CommandLine commandLine = new CommandLine(spec());
        ParseResult parsed;
        try {
            parsed = commandLine.parseArgs(arguments);
        } catch (ParameterException failure) {
            throw new BadConfiguration(failure.getMessage());
        }
        Settings settings = new Settings();
        for (Setting setting : Setting.values()) {
            String option = setting.options().getFirst();
            if (parsed.hasMatchedOption(option)) {
                settings.put(setting, value(setting, option, parsed));
            }
        }
        Optional<String> file = Optional.ofNullable(parsed.matchedOptionValue(CONFIG_FILE, null));
        return new CommandLineOptions(settings, file, wish(parsed));
    }

    /** The options, one a line or two. */
    static String help() {
        return new CommandLine(spec()).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private static Wish wish(ParseResult parsed) {
        if (parsed.hasMatchedOption("--help")) {
            return Wish.SHOW_HELP;
        }
        if (parsed.hasMatchedOption("--version")) {
            return Wish.SHOW_VERSION;
        }
        return parsed.hasMatchedOption("--validate") ? Wish.VALIDATE : Wish.RUN;
    }

    private static Settings.Value value(Setting setting, String option, ParseResult parsed)
            throws BadConfiguration {
        String[] texts = parsed.matchedOptionValue(option, new String[0]);
        List<String> accepted = new ArrayList<>();
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            if (setting.kind() == Setting.Kind.PAIRS) {
                int equals = text.indexOf('=');
                if (equals <= 0) {
                    throw new BadConfiguration(
                            "invalid value for "
                                    + option
                                    + ": \""
                                    + text
                                    + "\": name=value is needed");
                }
                String name = setting.accept(option, text.substring(0, equals));
                pairs.put(name, text.substring(equals + 1));
            } else {
                accepted.add(setting.accept(option, text));
            }
        }
        return switch (setting.kind()) {
            case LIST -> new Settings.Many(accepted);
            case PAIRS -> new Settings.Pairs(pairs, Map.of());
            // The last one wins, as with dockerd.
            case TEXT, FLAG -> new Settings.One(accepted.getLast());
        };
    }

    private static CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("joey daemon");
        spec.usageMessage()
                .customSynopsis("joey daemon [options]")
                .description("Runs containers for Docker's clients.")
                .width(100);
        spec.parser().collectErrors(false).overwrittenOptionsAllowed(true);
        for (Setting setting : Setting.values()) {
            boolean flag = setting.kind() == Setting.Kind.FLAG;
            OptionSpec.Builder option =
                    OptionSpec.builder(setting.options().toArray(String[]::new))
                            .type(String[].class)
                            .arity(flag ? "0..1" : "1")
                            .paramLabel(flag ? "true|false" : "VALUE")
                            .description(setting.description());
            spec.addOption(flag ? option.fallbackValue("true").build() : option.build());
        }
        spec.addOption(
                OptionSpec.builder(CONFIG_FILE)
                        .type(String.class)
                        .paramLabel("FILE")
                        .description("the settings as JSON (default /etc/joey/config.json)")
                        .build());
        spec.addOption(flag("check the configuration and exit", "--validate"));
        spec.addOption(flag("show the version and exit", "--version", "-v"));
        spec.addOption(flag("show this and exit", "--help", "-h"));
        return spec;
    }

    private static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
    }
}
