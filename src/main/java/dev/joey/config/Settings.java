package dev.joey.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings that one source, the command line or the file, gives: checked values by setting. */
final class Settings {
    private final Map<Setting, Value> given = new EnumMap<>(Setting.class);

    /** What was given for one setting. */
    sealed interface Value {}

    /** A scalar. */
    record One(String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A list, in the user's order. */
    record Many(List<String> texts) implements Value {
        Many {
            texts = List.copyOf(texts);
        }

        @Override
        public String toString() {
            return "[" + String.join(" ", texts) + "]";
        }
    }

    /**
     * Pairs by key, in the user's order.
     *
     * @param arguments runtimes alone: what to put before the engine's own arguments
     */
    record Pairs(Map<String, String> texts, Map<String, List<String>> arguments) implements Value {
        Pairs {
            texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
            arguments = Map.copyOf(arguments);
        }

        @Override
        public String toString() {
            return "map" + texts;
        }
    }

    void put(Setting setting, Value value) {
        given.put(setting, value);
    }

    Set<Setting> keys() {
        return given.keySet();
    }

    Optional<Value> find(Setting setting) {
        return Optional.ofNullable(given.get(setting));
    }

    Optional<String> text(Setting setting) {
        return find(setting).map(Value::toString);
    }

    boolean isOn(Setting setting, boolean unlessGiven) {
        return text(setting).map(Boolean::parseBoolean).orElse(unlessGiven);
    }

    List<String> texts(Setting setting) {
        return given.get(setting) instanceof Many many ? many.texts() : List.of();
    }

    Pairs pairs(Setting setting) {
        return given.get(setting) instanceof Pairs pairs ? pairs : new Pairs(Map.of(), Map.of());
    }

    /**
     * The settings of both sources. A setting that both give is refused in dockerd's words;
     * runtimes alone are merged, as dockerd does.
     */
    static Settings merge(Settings commandLine, Settings file, String fileName)
            throws BadConfiguration {
        Settings both = new Settings();
        List<String> conflicts = new ArrayList<>();
        both.given.putAll(commandLine.given);
        file.given.forEach(
                (setting, value) -> {
                    Value flag = commandLine.given.get(setting);
                    if (flag == null) {
                        both.given.put(setting, value);
                    } else if (setting == Setting.RUNTIMES) {
                        both.given.put(setting, union((Pairs) flag, (Pairs) value));
                    } else {
                        conflicts.add(
                                setting.key()
                                        + ": (from flag: "
                                        + flag
                                        + ", from file: "
                                        + value
                                        + ")");
                    }
                });
        if (!conflicts.isEmpty()) {
            throw new BadConfiguration(
                    "unable to configure the Joey daemon with file "
                            + fileName
                            + ": the following directives are specified both as a flag and in the"
                            + " configuration file: "
                            + String.join(", ", conflicts));
        }
        return both;
    }

    private static Pairs union(Pairs flag, Pairs file) {
        Map<String, String> texts = new LinkedHashMap<>(file.texts());
        texts.putAll(flag.texts());
        return new Pairs(texts, file.arguments());
    }
}
